using Portal.Analysis.Importers;

namespace Portal.Analysis.Tests.Importers;

public sealed class ImporterCatalogueTests
{
    [Fact]
    public void The_catalogue_is_exactly_this() =>
        Assert.Equal(
            ["pcap", "tls-key-log", "zeek-json", "zeek-tsv"],
            ImporterCatalogue.All.Select(importer => importer.Kind)
        );
}
