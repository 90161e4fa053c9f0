namespace Portal.Web.Components.Evidence;

/// <summary>Addresses of the pages of a case, so that the same thing is linked the same way everywhere.</summary>
public static class CaseLinks
{
    public static string Page(int caseId, string segment) => $"/cases/{caseId}/{segment}";

    public static string Finding(int caseId, string key) => $"/cases/{caseId}/findings/{Uri.EscapeDataString(key)}";

    /// <summary>The packet, or the line of the log.</summary>
    public static string Place(int caseId, FramePlace place) =>
        place.IsLine
            ? $"/cases/{caseId}/lines?evidence={place.Sha256}&line={place.Number}"
            : Frame(caseId, place.Sha256, place.Number);

    public static string Frame(int caseId, string sha256, long frame) =>
        $"/cases/{caseId}/packets?evidence={sha256}&frame={frame}";

    public static string Packets(int caseId, string? sha256, string filter) =>
        $"/cases/{caseId}/packets?{(sha256 is null ? "" : $"evidence={sha256}&")}filter={Uri.EscapeDataString(filter)}";

    public static string Host(int caseId, string address) =>
        $"/cases/{caseId}/hosts?host={Uri.EscapeDataString(address)}";

    /// <summary>The host alone, with everything about it.</summary>
    public static string HostPage(int caseId, string address) =>
        $"/cases/{caseId}/hosts/{Uri.EscapeDataString(address)}";

    public static string FlowsOf(int caseId, string text) => $"/cases/{caseId}/flows?text={Uri.EscapeDataString(text)}";
}
