using System.Collections.Frozen;

namespace Portal.Analysis.Hosts;

/// <summary>
/// The releases of Windows by their version and build, as NTLM has them (MS-NLMP §2.2.2.10). Others than Windows send a
/// version too: Samba's has the build 0, which stands for no release.
/// </summary>
internal static class WindowsBuilds
{
    private static readonly Lazy<FrozenDictionary<string, string>> s_names = new(() =>
        TableLines.Read("windows-builds.tsv").ToFrozenDictionary(row => row[0], row => row[1], StringComparer.Ordinal)
    );

    /// <summary>The release of <c>10.0.19041</c>; null for a build that is not known.</summary>
    public static string? NameOf(string version) => s_names.Value.GetValueOrDefault(version);
}
