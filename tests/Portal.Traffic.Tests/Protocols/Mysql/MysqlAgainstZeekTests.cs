using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Mysql;

public sealed class MysqlAgainstZeekTests(ITestOutputHelper output)
{
    [Fact]
    public void Mysql_rows_of_the_corpus_are_Zeeks() =>
        new ZeekComparison(output).Hold(MysqlRecord.Table, rows: 23, share: 0.999);
}
