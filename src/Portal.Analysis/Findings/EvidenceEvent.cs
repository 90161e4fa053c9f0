namespace Portal.Analysis.Findings;

/// <summary>One event of a finding as its record says where it was read.</summary>
/// <param name="Sha256">The evidence.</param>
/// <param name="FirstFrame">For captures, from 1.</param>
/// <param name="LastFrame">For captures, from 1.</param>
/// <param name="Line">For logs, from 1.</param>
/// <param name="Uid">The flow, where the record has one.</param>
public readonly record struct EvidenceEvent(
    string Sha256,
    long? FirstFrame = null,
    long? LastFrame = null,
    long? Line = null,
    string? Uid = null
);
