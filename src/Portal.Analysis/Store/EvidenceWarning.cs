namespace Portal.Analysis.Store;

/// <summary>Something that could not be read, counted, with the first place.</summary>
/// <param name="Code">snake_case, stable.</param>
/// <param name="Message">What and where, for people.</param>
/// <param name="Count">How often.</param>
/// <param name="FirstPlace">Frame or line number, or null where there is none.</param>
public sealed record EvidenceWarning(string Code, string Message, long Count = 1, long? FirstPlace = null);
