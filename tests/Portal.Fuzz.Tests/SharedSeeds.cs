using Portal.Fuzz.Seeds;
using Portal.Samples;

namespace Portal.Fuzz.Tests;

/// <summary>The seeds, read once for all tests.</summary>
internal static class SharedSeeds
{
    private static readonly Lazy<CorpusSeeds> s_seeds = new(() => CorpusSeeds.Read(Corpus.Folder!));

    /// <summary>Skips the running test when the corpus is not there.</summary>
    public static CorpusSeeds Require()
    {
        Corpus.File("MANIFEST.tsv");
        return s_seeds.Value;
    }
}
