using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.DceRpc;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.DceRpc;

public sealed class DceRpcAnalyzerTests
{
    private static readonly ConnectionId s_id = new("10.0.0.1", 50000, "10.0.0.2", 135);

    [Fact]
    public void A_call_and_its_response_become_a_row()
    {
        AssertSample(MessagePlay.Play(Start, s_id, EpmapperSample.Messages));
        AssertSample(MessagePlay.PlayInCrumbs(Start, s_id, EpmapperSample.Messages));
    }

    [Fact]
    public void No_cut_hole_or_damage_harms()
    {
        MessagePlay.CutEverywhere(Start, s_id, EpmapperSample.Messages);
        MessagePlay.Damage(Start, s_id, EpmapperSample.Messages);
    }

    [Fact]
    public void A_call_in_fragments_is_one_call_that_counts_from_its_last()
    {
        var request = EpmapperSample.Messages[2].Bytes;
        byte[] first = [.. request];
        first[3] = 0x01;
        byte[] last = [.. request];
        last[3] = 0x02;
        var flow = MessagePlay.Play(
            Start,
            s_id,
            EpmapperSample.Messages[0],
            EpmapperSample.Messages[1],
            (Side.Originator, first),
            (Side.Originator, last),
            EpmapperSample.Messages[3]
        );
        var row = Assert.Single(flow.Collected.Of(DceRpcRecord.Table));
        Assert.Equal((3, 5, 0.001), (row.FirstFrame, row.LastFrame, row.RoundTrip));
    }

    [Fact]
    public void After_a_hole_reading_goes_on_at_the_next_fragment()
    {
        var flow = new ScriptedFlow(s_id);
        var analyzer = new DceRpcAnalyzer(flow);
        foreach (var (side, bytes) in EpmapperSample.Messages[..2])
        {
            analyzer.OnData(side, bytes, flow.NextFrame());
        }
        analyzer.OnGap(Side.Originator, 5000, flow.NextFrame());
        analyzer.OnData(Side.Originator, "the middle of something"u8, flow.NextFrame());
        foreach (var (side, bytes) in EpmapperSample.Messages[2..])
        {
            analyzer.OnData(side, bytes, flow.NextFrame());
        }
        Assert.Single(flow.Collected.Of(DceRpcRecord.Table));
    }

    [Fact]
    public void Calls_that_are_never_answered_do_not_add_up()
    {
        var flow = new ScriptedFlow(s_id);
        var analyzer = new DceRpcAnalyzer(flow);
        byte[] request = [.. EpmapperSample.Messages[2].Bytes];
        for (var call = 0; call < 5000; call++)
        {
            (request[12], request[13]) = ((byte)call, (byte)(call >> 8));
            analyzer.OnData(Side.Originator, request, flow.NextFrame());
        }
        Assert.Contains("dce_rpc_many_calls_without_response", flow.Weirds);
    }

    [Theory]
    [InlineData("367abb81-9844-35f1-ad32-98f038001003", 12, "svcctl", "CreateServiceW")]
    [InlineData("1ff70682-0a51-30e8-076d-740be8cee98b", 0, "atsvc", "NetrJobAdd")]
    [InlineData("86d35949-83c9-4044-b424-db363231fd0c", 1, "ITaskSchedulerService", "SchRpcRegisterTask")]
    [InlineData("9556dc99-828c-11cf-a37e-00aa003240c7", 24, "IWbemServices", "ExecMethod")]
    [InlineData("000001a0-0000-0000-c000-000000000046", 4, "IRemoteSCMActivator", "RemoteCreateInstance")]
    [InlineData("e3514235-4b06-11d1-ab04-00c04fc2dcd2", 3, "drsuapi", "DRSGetNCChanges")]
    [InlineData("12345778-1234-abcd-ef00-0123456789ac", 64, "samr", "SamrConnect5")]
    [InlineData("12345778-1234-abcd-ef00-0123456789ab", 68, "lsarpc", "LsarLookupNames3")]
    [InlineData("c681d488-d850-11d0-8c52-00c04fd90f7e", 0, "efsrpc", "EfsRpcOpenFileRaw")]
    [InlineData("12345678-1234-abcd-ef00-0123456789ab", 89, "spoolss", "RpcAddPrinterDriverEx")]
    [InlineData("12345678-1234-abcd-ef00-01234567cffb", 30, "netlogon", "NetrServerPasswordSet2")]
    [InlineData("338cd001-2244-31f1-aaaa-900038001003", 22, "winreg", "BaseRegSetValue")]
    [InlineData("11111111-2222-3333-4444-555555555555", 7, "unknown-11111111-2222-3333-4444-555555555555", "unknown-7")]
    public void Interfaces_and_procedures_have_names(string uuid, int number, string endpoint, string operation) =>
        Assert.Equal(
            (endpoint, operation),
            (DceRpcNames.Endpoint(Guid.Parse(uuid)), DceRpcNames.Operation(Guid.Parse(uuid), number))
        );

    [Theory]
    [InlineData("05000b03100000004800", Claim.NeedMore)]
    [InlineData("05000b03100000004800000001000000", Claim.Yes)]
    [InlineData("05000b03000000000048000000000001", Claim.Yes)]
    [InlineData("05000b03100000000800000001000000", Claim.No)]
    [InlineData("050100", Claim.NeedMore)] // SOCKS begins so too
    [InlineData("0502", Claim.No)]
    [InlineData("05000b03200000004800000001000000", Claim.No)]
    public void A_flow_is_known_by_a_header(string hex, Claim claim) =>
        Assert.Equal(
            claim,
            new DceRpcProtocol().Claims(new ScriptedFlow(s_id), Side.Originator, Convert.FromHexString(hex))
        );

    private static DceRpcAnalyzer Start(FlowContext flow) => new(flow);

    private static void AssertSample(ScriptedFlow flow)
    {
        Assert.Equal(["dce_rpc"], flow.Services);
        var row = Assert.Single(flow.Collected.Of(DceRpcRecord.Table));
        Assert.Equal(("epmapper", "ept_map", "135"), (row.Endpoint, row.Operation, row.NamedPipe));
    }
}
