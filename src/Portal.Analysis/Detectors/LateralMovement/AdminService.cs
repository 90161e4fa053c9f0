namespace Portal.Analysis.Detectors.LateralMovement;

/// <summary>A service by which a host is administered or asked about others.</summary>
/// <param name="Id">As in the keys of findings.</param>
/// <param name="Name">For people.</param>
/// <param name="Technique">ATT&amp;CK techniques of its misuse.</param>
public sealed record AdminService(string Id, string Name, IReadOnlyList<string> Technique)
{
    private static readonly AdminService[] s_all =
    [
        new("smb", "SMB", ["T1021.002"]),
        new("rdp", "remote desktop", ["T1021.001"]),
        new("winrm", "WinRM", ["T1021.006"]),
        new("rpc", "DCE/RPC", ["T1021.003"]),
        new("ssh", "SSH", ["T1021.004"]),
        new("ldap", "LDAP", ["T1087.002", "T1018"]),
    ];

    /// <summary>Everybody reads the directory and shares, so only a session on the others is one of a person at work.</summary>
    public bool IsInteractive => Id is "rdp" or "winrm" or "ssh";

    /// <exception cref="ArgumentException">No service has the id.</exception>
    public static AdminService Of(string id) =>
        Array.Find(s_all, service => service.Id == id)
        ?? throw new ArgumentException($"No service '{id}'.", nameof(id));
}
