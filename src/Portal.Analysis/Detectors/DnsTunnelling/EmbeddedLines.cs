namespace Portal.Analysis.Detectors.DnsTunnelling;

/// <summary>The lines of a data file beside this class, without comments.</summary>
internal static class EmbeddedLines
{
    public static IEnumerable<string> Read(string file)
    {
        var resource = $"{typeof(EmbeddedLines).Namespace}.{file}";
        using var stream =
            typeof(EmbeddedLines).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The embedded file {resource} is missing.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line;
            }
        }
    }
}
