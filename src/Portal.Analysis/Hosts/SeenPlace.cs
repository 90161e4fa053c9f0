namespace Portal.Analysis.Hosts;

/// <summary>Where the first record stands that tells a fact.</summary>
/// <param name="Evidence">SHA-256.</param>
/// <param name="Frame">Of a capture, from 1; null for logs.</param>
/// <param name="Line">Of a log, from 1; null for captures.</param>
/// <param name="Uid">The flow; null where the record belongs to none.</param>
public sealed record SeenPlace(string Evidence, long? Frame, long? Line, string? Uid);
