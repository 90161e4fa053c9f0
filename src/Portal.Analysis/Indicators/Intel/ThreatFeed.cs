using System.Text;
using System.Text.Json;

namespace Portal.Analysis.Indicators.Intel;

/// <summary>A threat feed read from a file: a plain list, CSV with a header, or a STIX 2.x bundle; chosen by content.</summary>
/// <param name="Indicators">What could be read, in the file's order, each value once.</param>
/// <param name="Problems">What could not be read, with line numbers or object ids; at most <see cref="MaxProblems"/>.</param>
/// <param name="ProblemCount">All that could not be read.</param>
public sealed record ThreatFeed(
    IReadOnlyList<ThreatIndicator> Indicators,
    IReadOnlyList<string> Problems,
    long ProblemCount
)
{
    public const int MaxProblems = 20;

    /// <summary>A feed of more than this is no list for one case but a database.</summary>
    private const int MaxBytes = 256 << 20;

    /// <exception cref="IOException">The file cannot be read, or is larger than 256 MiB.</exception>
    public static ThreatFeed Load(string path)
    {
        if (new FileInfo(path).Length > MaxBytes)
        {
            throw new IOException($"{path} is larger than {MaxBytes >> 20} MiB, too large for a threat feed.");
        }
        return Parse(File.ReadAllBytes(path), Path.GetFileNameWithoutExtension(path));
    }

    /// <summary>Reads a feed whose entries name <paramref name="source"/> as their origin unless they say otherwise.</summary>
    public static ThreatFeed Parse(ReadOnlySpan<byte> content, string source)
    {
        var text = Encoding.UTF8.GetString(content).TrimStart('\uFEFF');
        var builder = new ThreatFeedBuilder(source);
        if (text.AsSpan().TrimStart().StartsWith("{"))
        {
            ReadStix(text, builder);
        }
        else if (ThreatFeedTable.HasHeader(text))
        {
            ThreatFeedTable.Read(text, builder);
        }
        else
        {
            ReadList(text, builder);
        }
        return builder.ToFeed();
    }

    private static void ReadStix(string text, ThreatFeedBuilder builder)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 64 });
            StixFeed.Read(document.RootElement, builder);
        }
        catch (JsonException exception)
        {
            builder.Problem($"line {exception.LineNumber + 1}: not JSON: {exception.Message}");
        }
    }

    private static void ReadList(string text, ThreatFeedBuilder builder)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var value = WithoutComment(line).Trim();
            if (!value.IsEmpty)
            {
                builder.Add(null, value.ToString(), $"line {number}");
            }
        }
    }

    /// <summary>A URL may hold '#'; a comment begins the line or follows a blank.</summary>
    private static ReadOnlySpan<char> WithoutComment(ReadOnlySpan<char> line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '#' && (i == 0 || char.IsWhiteSpace(line[i - 1])))
            {
                return line[..i];
            }
        }
        return line;
    }
}
