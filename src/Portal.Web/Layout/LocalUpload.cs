namespace Portal.Web.Layout;

/// <summary>A file that this browser sends, as its script tells.</summary>
/// <param name="State"><c>waiting</c>, <c>sending</c>, <c>sealing</c>, <c>done</c>, <c>failed</c> or <c>cancelled</c>.</param>
/// <param name="Sent">Bytes that the server has.</param>
/// <param name="Rate">Bytes per second, smoothed.</param>
/// <param name="EvidenceId">Once done.</param>
/// <param name="IsNew">False when the case had these bytes already.</param>
public sealed record LocalUpload(
    int Id,
    string Name,
    long Size,
    long Sent,
    string State,
    string? Problem,
    double Rate,
    int? EvidenceId,
    bool? IsNew
)
{
    public bool IsOpen => State is "waiting" or "sending" or "sealing";
}
