namespace Portal.Traffic.Protocols.Ldap;

/// <summary>What is known of a message besides its bytes.</summary>
/// <param name="IsDatagram">It is one of connectionless LDAP (MS-ADTS §6.3.3).</param>
/// <param name="RequestFrame">Of a response; 0 when it was not seen.</param>
/// <param name="Elapsed">Nanoseconds since the request.</param>
internal sealed record LdapFacts(bool IsDatagram, long RequestFrame, long Elapsed);
