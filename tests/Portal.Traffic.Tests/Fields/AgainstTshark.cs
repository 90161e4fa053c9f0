using Portal.Samples;
using Portal.Traffic.Fields;
using Portal.Traffic.Tests.Inspection;

namespace Portal.Traffic.Tests.Fields;

/// <summary>Compares what fields print with what tshark prints, frame by frame.</summary>
internal static class AgainstTshark
{
    /// <summary>These fields over this capture print the same in every frame, and each of them prints something.</summary>
    /// <param name="capture">Below the corpus's captures.</param>
    /// <param name="names">The fields.</param>
    /// <param name="isExcepted">Frames of which a reason is known why they differ.</param>
    public static async Task EqualAsync(string capture, string[] names, Func<long, bool>? isExcepted = null)
    {
        string[] wanted = [.. names.SelectMany(name => new[] { "-e", name })];
        var (_, output, _) = await Tool.RunAsync(
            Tool.Require("tshark"),
            ["-n", "-r", Corpus.File("captures/" + capture), "-T", "fields", .. wanted]
        );
        string[][] theirs = [.. output.TrimEnd('\n').Split('\n').Select(line => line.Split('\t'))];
        var fields = names.Select(name => FieldCatalogue.Find(name)!).ToList();
        var ours = CorpusFrames
            .Dissect("captures/" + capture)
            .Select(frame => fields.Select(field => string.Join(',', frame.Find(field).Select(field.Print))).ToArray())
            .ToList();
        Assert.Equal(theirs.Length, ours.Count);
        for (var i = 0; i < names.Length; i++)
        {
            Assert.True(theirs.Any(frame => i < frame.Length && frame[i].Length > 0), $"{names[i]} is in no frame");
            for (var frame = 0; frame < ours.Count; frame++)
            {
                var expected = i < theirs[frame].Length ? theirs[frame][i] : "";
                Assert.True(
                    expected == ours[frame][i] || isExcepted?.Invoke(frame + 1) == true,
                    $"{names[i]} in frame {frame + 1}: tshark '{expected}', ours '{ours[frame][i]}'"
                );
            }
        }
    }
}
