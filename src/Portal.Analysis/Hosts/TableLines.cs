namespace Portal.Analysis.Hosts;

/// <summary>The rows of a table of facts beside this class; lines with a hash sign are remarks.</summary>
internal static class TableLines
{
    public static IEnumerable<string[]> Read(string file)
    {
        var resource = $"{typeof(TableLines).Namespace}.{file}";
        using var stream =
            typeof(TableLines).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The embedded file {resource} is missing.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line.Split('\t');
            }
        }
    }
}
