namespace Portal.Traffic.Protocols.Smb;

/// <summary>What earlier messages say of a message; null and zero where they say nothing.</summary>
/// <param name="Path">Of the share.</param>
/// <param name="RequestFrame">Of a response; 0 when it was not seen.</param>
/// <param name="Elapsed">Nanoseconds since the request.</param>
/// <param name="FileId">The open file that the message, or what it answers, names first.</param>
/// <param name="File">Its name, or the one that is to be opened.</param>
internal sealed record Smb1Facts(string? Path, long RequestFrame, long Elapsed, int? FileId, string? File);
