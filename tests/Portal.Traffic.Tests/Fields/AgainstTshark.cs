using Portal.Samples;
using Portal.Traffic.Fields;
using Portal.Traffic.KeyLogs;
using Portal.Traffic.Tests.Inspection;

namespace Portal.Traffic.Tests.Fields;

/// <summary>Compares what fields print with what tshark prints, frame by frame.</summary>
internal static class AgainstTshark
{
    /// <summary>These fields over this capture print the same in every frame, and each of them prints something.</summary>
    /// <param name="capture">Below the corpus's captures.</param>
    /// <param name="names">The fields.</param>
    /// <param name="isExcepted">Frames of which a reason is known why they differ.</param>
    public static Task EqualAsync(string capture, string[] names, Func<long, bool>? isExcepted = null) =>
        FilesEqualAsync(Corpus.File("captures/" + capture), names, isExcepted);

    /// <summary>The same over a conversation that a test made.</summary>
    public static async Task EqualAsync(SampleCapture capture, string[] names, Func<long, bool>? isExcepted = null)
    {
        var file = Path.GetTempFileName();
        try
        {
            capture.Write(file);
            await FilesEqualAsync(file, names, isExcepted);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>As the others, over a capture anywhere.</summary>
    /// <param name="path">Of the capture.</param>
    /// <param name="names">The fields.</param>
    /// <param name="isExcepted">Frames of which a reason is known why they differ.</param>
    /// <param name="keyLog">The file of secrets that both decrypt TLS with; null for none.</param>
    public static async Task FilesEqualAsync(
        string path,
        string[] names,
        Func<long, bool>? isExcepted = null,
        string? keyLog = null
    )
    {
        var (theirs, ours) = await PrintAsync(path, names, keyLog);
        Assert.Equal(theirs.Length, ours.Length);
        for (var frame = 0; frame < theirs.Length; frame++)
        {
            if (isExcepted?.Invoke(frame + 1) == true)
            {
                continue;
            }
            Assert.True(
                theirs[frame].SequenceEqual(ours[frame]),
                $"frame {frame + 1}\ntshark {string.Join('|', theirs[frame])}\nours   {string.Join('|', ours[frame])}"
            );
        }
        for (var i = 0; i < names.Length; i++)
        {
            Assert.True(theirs.Any(frame => frame[i].Length > 0), $"{names[i]} is in no frame");
        }
    }

    private static async Task<(string[][] Theirs, string[][] Ours)> PrintAsync(
        string path,
        string[] names,
        string? keyLog
    )
    {
        var tshark = Tool.Require("tshark");
        string[] wanted = [.. names.SelectMany(name => new[] { "-e", name })];
        var (_, output, _) = await Tool.RunAsync(
            tshark,
            [
                "-n",
                .. keyLog is null ? Array.Empty<string>() : ["-o", $"tls.keylog_file:{keyLog}"],
                "-r",
                path,
                "-T",
                "fields",
                .. wanted,
            ]
        );
        string[][] theirs = [.. output.TrimEnd('\r').Split('\n')[..^1].Select(line => Columns(line, names.Length))];
        var fields = names.Select(name => FieldCatalogue.Find(name)!).ToList();
        string[][] ours =
        [
            .. CorpusFrames
                .DissectFile(path, Keys(keyLog))
                .Select(frame =>
                    fields.Select(field => Plain(string.Join(',', frame.Find(field).Select(field.Print)))).ToArray()
                ),
        ];
        return (theirs, ours);
    }

    private static KeyLog? Keys(string? keyLog)
    {
        if (keyLog is null)
        {
            return null;
        }
        var keys = new KeyLog();
        using var content = File.OpenRead(keyLog);
        keys.Read(content);
        return keys;
    }

    private static string[] Columns(string line, int count)
    {
        var columns = line.Split('\t');
        return [.. columns, .. Enumerable.Repeat("", Math.Max(count - columns.Length, 0))];
    }

    /// <summary>Line ends and tabs as tshark prints them.</summary>
    private static string Plain(string text) =>
        text.Replace("\t", @"\t", StringComparison.Ordinal)
            .Replace("\n", @"\n", StringComparison.Ordinal)
            .Replace("\r", @"\r", StringComparison.Ordinal);
}
