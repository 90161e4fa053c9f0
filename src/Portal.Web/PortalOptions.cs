using System.ComponentModel.DataAnnotations;

namespace Portal.Web;

/// <summary>The choices of an installation: the section <c>Portal</c> of the settings.</summary>
public sealed class PortalOptions
{
    public const string Section = "Portal";

    /// <summary>Where everything is kept; a relative path counts from where the server was started.</summary>
    [Required]
    public string DataDirectory { get; init; } = "data";

    /// <summary>Imports that run at once. Two keep two cores busy and leave memory for the pages.</summary>
    [Range(1, 64)]
    public int ParallelImports { get; init; } = 2;

    /// <summary>Bytes of one chunk of an upload: small enough to be sent again after a break.</summary>
    [Range(64 * 1024, 256 * 1024 * 1024)]
    public int MaxChunkBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Cases whose records are held open for queries; the one that was not used for longest is closed first.</summary>
    [Range(1, 64)]
    public int OpenCases { get; init; } = 4;

    /// <summary>Megabytes that the queries on one open case may take before they spill to disk.</summary>
    [Range(64, 65536)]
    public int QueryMegabytes { get; init; } = 256;

    /// <summary>
    /// Megabytes for an analysis that found no room in <see cref="QueryMegabytes"/>: it is made again with them. With no more
    /// than those there is no second one, and the run says which detectors failed.
    /// </summary>
    [Range(64, 65536)]
    public int AnalysisMegabytes { get; init; } = 1024;

    /// <summary>Attempts to sign in, set up or join from one address in a minute.</summary>
    [Range(1, 10_000)]
    public int SignInsPerMinute { get; init; } = 20;

    /// <summary>Addresses of proxies whose forwarded headers are believed, besides the loopback.</summary>
    public IReadOnlyList<string> KnownProxies { get; init; } = [];
}
