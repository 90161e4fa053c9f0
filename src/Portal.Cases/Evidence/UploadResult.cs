namespace Portal.Cases.Evidence;

/// <summary>What became of a finished upload.</summary>
/// <param name="IsNew">False when the case had these bytes already.</param>
public sealed record UploadResult(int EvidenceId, string Sha256, bool IsNew);
