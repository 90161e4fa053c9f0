using Portal.Samples;
using Portal.Traffic.Fields;
using Portal.Traffic.Inspection;
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
        EqualAsync(
            Corpus.File("captures/" + capture),
            () => CorpusFrames.Dissect("captures/" + capture),
            names,
            isExcepted
        );

    /// <summary>The same over a conversation that a test made.</summary>
    public static async Task EqualAsync(SampleCapture capture, string[] names, Func<long, bool>? isExcepted = null)
    {
        var file = Path.GetTempFileName();
        try
        {
            capture.Write(file);
            await EqualAsync(file, () => [.. CaptureDissector.Dissect(capture.Frames())], names, isExcepted);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task EqualAsync(
        string file,
        Func<List<DissectedFrame>> dissect,
        string[] names,
        Func<long, bool>? isExcepted
    )
    {
        var (theirs, ours) = await PrintAsync(file, dissect, names);
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
        string file,
        Func<List<DissectedFrame>> dissect,
        string[] names
    )
    {
        var tshark = Tool.Require("tshark");
        string[] wanted = [.. names.SelectMany(name => new[] { "-e", name })];
        var (_, output, _) = await Tool.RunAsync(tshark, ["-n", "-r", file, "-T", "fields", .. wanted]);
        string[][] theirs = [.. output.TrimEnd('\n', '\r').Split('\n').Select(line => Columns(line, names.Length))];
        var fields = names.Select(name => FieldCatalogue.Find(name)!).ToList();
        string[][] ours =
        [
            .. dissect()
                .Select(frame =>
                    fields.Select(field => Plain(string.Join(',', frame.Find(field).Select(field.Print)))).ToArray()
                ),
        ];
        return (theirs, ours);
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
