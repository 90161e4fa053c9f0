namespace Portal.Traffic.Protocols.Kerberos;

/// <summary>RFC 4120 §5.10: the message's application tag.</summary>
internal enum KerberosMessageType
{
    /// <summary>One that nothing is read from: KRB-SAFE, KRB-PRIV, KRB-CRED, …</summary>
    Other = 0,
    AsRequest = 10,
    AsResponse = 11,
    TgsRequest = 12,
    TgsResponse = 13,
    ApplicationRequest = 14,
    ApplicationResponse = 15,
    Error = 30,
}
