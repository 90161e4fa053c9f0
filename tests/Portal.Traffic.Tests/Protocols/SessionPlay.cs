using System.Text;
using Portal.Traffic.Protocols;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols;

/// <summary>Plays both sides of a connection to the analyzer of a protocol: text is sent as it stands, line feeds as CR LF.</summary>
internal sealed class SessionPlay(IProtocol protocol, ScriptedFlow? flow = null)
{
    private IFlowAnalyzer? _analyzer;

    public ScriptedFlow Flow { get; } = flow ?? new ScriptedFlow();

    public IReadOnlyList<FilesRecord> Files => Flow.Collected.Of(FilesRecord.Table);

    /// <summary>The secrets of the session in one line each: user, mask, verdict, reply; ends the flow.</summary>
    public IEnumerable<string> Logons() =>
        Credentials().Select(row => $"{row.User} {row.Secret} {row.IsAccepted?.ToString() ?? "-"} {row.Reply}".Trim());

    /// <summary>Ends the flow.</summary>
    public IReadOnlyList<CredentialRecord> Credentials()
    {
        Flow.FinishCarried();
        return Flow.Collected.Of(CredentialRecord.Table);
    }

    private IFlowAnalyzer Analyzer => _analyzer ??= protocol.Start(Flow);

    public SessionPlay Client(string text) => Send(Side.Originator, Bytes(text));

    public SessionPlay Server(string text) => Send(Side.Responder, Bytes(text));

    public SessionPlay Send(Side side, ReadOnlySpan<byte> bytes)
    {
        var frame = Flow.NextFrame();
        if (!bytes.IsEmpty)
        {
            Analyzer.OnData(side, bytes, frame);
        }
        return this;
    }

    public SessionPlay Gap(Side side, long bytes)
    {
        Analyzer.OnGap(side, bytes, Flow.NextFrame());
        return this;
    }

    public SessionPlay Done()
    {
        Analyzer.OnEnd(Side.Originator, Flow.NextFrame());
        Analyzer.OnEnd(Side.Responder, Flow.Current);
        Analyzer.OnDone();
        return this;
    }

    public SessionPlay Stop()
    {
        Analyzer.OnDone();
        return this;
    }

    public static byte[] Bytes(string text) =>
        Encoding.Latin1.GetBytes(text.ReplaceLineEndings("\n").Replace("\n", "\r\n", StringComparison.Ordinal));

    public static byte[] Hex(string digits) => Convert.FromHexString(digits.Replace(" ", "", StringComparison.Ordinal));
}
