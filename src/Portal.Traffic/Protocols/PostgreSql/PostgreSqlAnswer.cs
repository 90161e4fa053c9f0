namespace Portal.Traffic.Protocols.PostgreSql;

/// <summary>What a client's message of type <c>p</c> is: the server's last request says it, the message itself does not.</summary>
internal enum PostgreSqlAnswer
{
    Password,
    Gss,
    SaslInitial,
    Sasl,
}
