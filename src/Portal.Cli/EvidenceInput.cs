namespace Portal.Cli;

/// <summary>One file of evidence.</summary>
/// <param name="Path">Or <c>-</c> for stdin.</param>
/// <param name="IsNamed">
/// The user typed it: that it cannot be read is an error. Of a folder or glob, files of other kinds are passed over with a
/// message.
/// </param>
internal sealed record EvidenceInput(string Path, bool IsNamed);
