namespace Portal.Cases;

/// <summary>The portal's folder on disk and the names in it.</summary>
public sealed class DataFolder
{
    public DataFolder(string root)
    {
        Root = Path.GetFullPath(root);
        foreach (var folder in new[] { Root, Evidence, Uploads, Records, Objects, Keys, Feeds, Temporary })
        {
            Directory.CreateDirectory(folder);
        }
    }

    public string Root { get; }

    /// <summary>The team's work.</summary>
    public string Database => Path.Combine(Root, "portal.db");

    /// <summary>Background work that is planned.</summary>
    public string Jobs => Path.Combine(Root, "jobs.db");

    /// <summary>Raw evidence by SHA-256.</summary>
    public string Evidence => Path.Combine(Root, "evidence");

    /// <summary>Uploads that are not complete.</summary>
    public string Uploads => Path.Combine(Root, "uploads");

    /// <summary>Record sets by evidence and run.</summary>
    public string Records => Path.Combine(Root, "records");

    /// <summary>Files that captures carried, by SHA-256.</summary>
    public string Objects => Path.Combine(Root, "objects");

    /// <summary>Keys that protect cookies, so that sign-ins survive a restart.</summary>
    public string Keys => Path.Combine(Root, "keys");

    /// <summary>Threat feeds that every analysis compares with.</summary>
    public string Feeds => Path.Combine(Root, "feeds");

    /// <summary>What may be thrown away whenever the server does not run.</summary>
    public string Temporary => Path.Combine(Root, "tmp");
}
