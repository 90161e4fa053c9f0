using System.Globalization;
using Portal.Samples;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Ldap;

/// <summary>The logs of the corpus were made without LDAP; Zeek's own tests have its rows for these captures.</summary>
public sealed class LdapAgainstZeekTests(ITestOutputHelper output)
{
    private static readonly string[] s_captures =
    [
        "ldap-add.pcap",
        "ldap-starttls.pcap",
        "modify-request.pcapng",
        "sasl-scram-sha-512.pcap",
        "simpleauth.pcap",
    ];

    // The attributes of a search are only logged in a test of their own.
    private static readonly string[] s_attributesTest = ["scripts.base.protocols.ldap.attributes"];

    [Fact]
    public void Operations_are_Zeeks() =>
        Hold(LdapRecord.Table, record => record.MessageId, record => record.Id!, rows: 13, share: 0.97);

    [Fact]
    public void Searches_are_Zeeks() =>
        Hold(LdapSearchRecord.Table, record => record.MessageId, record => record.Id!, rows: 2, share: 0.97);

    private void Hold<TRecord>(
        Table<TRecord> table,
        Func<TRecord, long> messageId,
        Func<TRecord, ConnectionId> id,
        int rows,
        double share
    )
        where TRecord : class
    {
        var (total, equal, count) = (0, 0, 0);
        foreach (var capture in s_captures)
        {
            var ours = RecordCollector.Analyze(Corpus.File($"captures/benign/{capture}")).Of(table);
            foreach (var want in Baselines(capture, table.Name).SelectMany(Read))
            {
                var number = long.Parse(want["message_id"], CultureInfo.InvariantCulture);
                var row = Assert.Single(
                    ours,
                    record => messageId(record) == number && id(record).OriginatorHost == want["id.orig_h"]
                );
                count++;
                foreach (var column in table.Readers.Where(column => want.ContainsKey(column.Definition.Name)))
                {
                    var (theirs, our) = (want[column.Definition.Name], Text(column, row));
                    if (column.Definition.Name is "ts" or "uid")
                    {
                        continue;
                    }
                    total++;
                    equal += theirs == our ? 1 : 0;
                    if (theirs != our)
                    {
                        output.WriteLine($"{capture} {number}: {column.Definition.Name} {theirs} is {our}");
                    }
                }
            }
        }
        Assert.Equal(rows, count);
        Assert.InRange((double)equal / total, share, 1);
    }

    private static IEnumerable<string> Baselines(string capture, string table) =>
        Directory
            .EnumerateFiles(Corpus.File($"expected/zeek/{capture}"), $"{table}.log", SearchOption.AllDirectories)
            .Where(log => !s_attributesTest.Contains(Path.GetFileName(Path.GetDirectoryName(log))));

    private static IEnumerable<Dictionary<string, string>> Read(string log)
    {
        string[] fields = [];
        foreach (var line in File.ReadLines(log))
        {
            if (line.StartsWith("#fields", StringComparison.Ordinal))
            {
                fields = line.Split('\t')[1..];
            }
            else if (line.StartsWith("ts\t", StringComparison.Ordinal))
            {
                fields = line.Split('\t'); // cut out of a log
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                yield return fields.Zip(line.Split('\t')).ToDictionary(pair => pair.First, pair => pair.Second);
            }
        }
    }

    private static string Text<TRecord>(Column<TRecord> column, TRecord record)
        where TRecord : class =>
        column.Read switch
        {
            Func<TRecord, string?> read => read(record) ?? "-",
            Func<TRecord, long?> read => read(record)?.ToString(CultureInfo.InvariantCulture) ?? "-",
            _ => "-",
        };
}
