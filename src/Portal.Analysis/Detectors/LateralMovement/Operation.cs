namespace Portal.Analysis.Detectors.LateralMovement;

/// <summary>What the records of SMB and DCE/RPC say was done on the target.</summary>
/// <param name="Kind">For example <c>service started</c>.</param>
/// <param name="What">The path, file or operation.</param>
/// <param name="Points">Log-likelihood ratio.</param>
/// <param name="Technique">ATT&amp;CK.</param>
/// <param name="IsDone">Something was executed: no role explains it away.</param>
public sealed record Operation(string Kind, string What, double Points, string Technique, bool IsDone);
