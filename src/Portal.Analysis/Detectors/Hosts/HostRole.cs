namespace Portal.Analysis.Detectors.Hosts;

/// <summary>What a host is for, inferred from the ports on which it answers.</summary>
public enum HostRole
{
    DnsResolver,
    DomainController,
    TimeServer,
    Proxy,
    FileServer,
    BackupServer,
    MailServer,
    DatabaseServer,
    Monitoring,
}
