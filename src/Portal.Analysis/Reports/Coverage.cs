namespace Portal.Analysis.Reports;

/// <summary>How much of the traffic the evidence shows.</summary>
/// <param name="Flows">Rows of <c>conn</c>.</param>
/// <param name="OneSidedFlows">Of these, with packets in one direction only.</param>
/// <param name="PayloadBytes">Payload in both directions.</param>
/// <param name="MissedBytes">Bytes in gaps.</param>
/// <param name="EncryptedBytes">Payload of flows whose service is encrypted.</param>
public sealed record Coverage(long Flows, long OneSidedFlows, long PayloadBytes, long MissedBytes, long EncryptedBytes);
