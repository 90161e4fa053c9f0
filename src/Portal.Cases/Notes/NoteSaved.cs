namespace Portal.Cases.Notes;

/// <summary>What became of an attempt to save a note.</summary>
/// <param name="Note">The note as it is stored now.</param>
/// <param name="IsConflict">Somebody was faster: <paramref name="Note"/> is their text, and ours was not stored.</param>
public sealed record NoteSaved(Note Note, bool IsConflict);
