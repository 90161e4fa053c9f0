namespace Portal.Cases.Exports;

/// <summary>Something that leaves the case.</summary>
public sealed record ExportFile(string Name, string MediaType, string Content);
