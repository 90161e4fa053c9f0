namespace Portal.Cases.Exports;

/// <summary>How many of the confirmed indicators an export carries.</summary>
/// <param name="LeftOut">Those that the format has no form for.</param>
/// <param name="LeftOutTypes">Their types.</param>
public sealed record ExportScope(int Carried, int LeftOut, IReadOnlyList<string> LeftOutTypes);
