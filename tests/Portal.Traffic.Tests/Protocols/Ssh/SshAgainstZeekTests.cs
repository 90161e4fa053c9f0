using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Ssh;

public sealed class SshAgainstZeekTests(ITestOutputHelper output)
{
    /// <summary>Among them two sessions inside WebSocket and one whose server opened the connection.</summary>
    [Fact]
    public void Ssh_rows_of_the_corpus_are_Zeeks() =>
        new ZeekComparison(output).Hold(SshRecord.Table, rows: 31, share: 0.999);
}
