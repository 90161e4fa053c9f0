namespace Portal.Web.Components.Evidence;

/// <summary>A piece of evidence as references and searches name it.</summary>
/// <param name="Names">Every name that it came with.</param>
/// <param name="Frames">Of a capture; null for logs, and while it is not read.</param>
public sealed record NamedEvidence(int Id, string Sha256, string Name, IReadOnlyList<string> Names, long? Frames);
