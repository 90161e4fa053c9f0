namespace Portal.Fuzz.Seeds;

/// <summary>What a step of a <see cref="Session"/> is; data twice, so that a damaged step is data more often than not.</summary>
internal enum StepKind
{
    Data,
    MoreData,
    Gap,
    End,
}
