using Portal.Samples;
using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Smb;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Smb;

public sealed class SmbAnalyzerTests
{
    private static readonly ConnectionId s_id = new("10.0.0.1", 50000, "10.0.0.2", 445);

    [Fact]
    public void A_logon_a_share_and_a_call_through_a_pipe_become_rows()
    {
        AssertSmb2Sample(MessagePlay.Play(Start, s_id, Smb2Sample.Messages));
        AssertSmb2Sample(MessagePlay.PlayInCrumbs(Start, s_id, Smb2Sample.Messages));
    }

    [Fact]
    public void The_older_dialect_gives_the_same_kinds_of_rows()
    {
        AssertSmb1Sample(MessagePlay.Play(Start, s_id, Smb1Sample.Messages));
        AssertSmb1Sample(MessagePlay.PlayInCrumbs(Start, s_id, Smb1Sample.Messages));
    }

    [Fact]
    public void No_cut_or_hole_harms()
    {
        MessagePlay.CutEverywhere(Start, s_id, Smb1Sample.Messages);
        MessagePlay.CutEverywhere(Start, s_id, Smb2Sample.Messages);
    }

    [Fact]
    public void No_damage_harms()
    {
        MessagePlay.Damage(Start, s_id, Smb1Sample.Messages);
        MessagePlay.Damage(Start, s_id, Smb2Sample.Messages);
    }

    [Fact]
    public void A_NetBIOS_session_may_come_before()
    {
        byte[] request = [0x81, 0, 0, 68, .. new byte[68]];
        byte[] response = [0x82, 0, 0, 0];
        AssertSmb1Sample(
            MessagePlay.Play(
                Start,
                s_id,
                [(Side.Originator, request), (Side.Responder, response), .. Smb1Sample.Messages]
            )
        );
    }

    [Fact]
    public void A_hole_inside_a_message_costs_that_message_only()
    {
        var flow = new ScriptedFlow(s_id);
        var analyzer = new SmbAnalyzer(flow);
        for (var i = 0; i < Smb2Sample.Messages.Length; i++)
        {
            var (side, bytes) = Smb2Sample.Messages[i];
            var kept = i == 2 ? 70 : bytes.Length; // the client's first message of the logon
            analyzer.OnData(side, bytes.AsSpan(0, kept), flow.NextFrame());
            if (kept < bytes.Length)
            {
                analyzer.OnGap(side, bytes.Length - kept, flow.NextFrame());
            }
        }
        Assert.Single(flow.Collected.Of(SmbMappingRecord.Table));
    }

    [Fact]
    public void An_encrypted_session_is_noticed()
    {
        byte[] message = [0, 0, 0, 60, 0xFD, (byte)'S', (byte)'M', (byte)'B', .. new byte[56]];
        var flow = MessagePlay.Play(Start, s_id, (Side.Originator, message), (Side.Responder, message));
        Assert.Equal(["smb3_encrypted"], flow.Weirds);
    }

    [Fact]
    public void A_length_beyond_every_message_is_passed_over()
    {
        byte[] message = [0, 0xFF, 0xFF, 0xFF, 0xFE, (byte)'S', (byte)'M', (byte)'B', .. new byte[100]];
        var flow = MessagePlay.Play(Start, s_id, (Side.Originator, message));
        Assert.Empty(flow.Weirds);
    }

    [Fact]
    public void A_deletion_inside_a_compound_has_a_row()
    {
        var rows = RecordCollector
            .Analyze(Corpus.File("captures/benign/smb2-multiple-pdus.pcap"))
            .Of(SmbFilesRecord.Table);
        Assert.Contains(rows, row => row is { Action: "SMB::FILE_DELETE", Name: "testfile.txt" });
    }

    [Fact]
    public void A_pipe_is_known_by_what_is_spoken_when_its_share_was_not_captured()
    {
        var records = RecordCollector.Analyze(Corpus.File("captures/lateral/20171220_smb_at_schedule.pcap"));
        var call = Assert.Single(records.Of(DceRpcRecord.Table));
        Assert.Equal(("atsvc", "NetrJobAdd"), (call.Endpoint, call.Operation));
        Assert.Empty(records.Of(FilesRecord.Table));
    }

    /// <summary>A file is opened, read to 4,096 bytes, and the same place written, as editors do.</summary>
    [Fact]
    public void What_is_written_over_what_was_read_is_a_content_of_its_own()
    {
        var contents = RecordCollector
            .Analyze(Corpus.File("captures/benign/smb2-peter.pcap"))
            .Of(FilesRecord.Table)
            .Where(row => row.FileName == "file3.txt")
            .OrderBy(row => row.FirstFrame)
            .Select(row => (row.IsOriginator, row.SeenBytes, row.TotalBytes, row.FirstFrame));
        Assert.Equal([(false, 28490, 28490, 463L), (false, 4096, 28490, 475L), (true, 4096, 28490L, 478L)], contents);
    }

    [Theory]
    [InlineData(100, 300, null)] // the file grew: what it was when it was opened does not end it
    [InlineData(500, 300, 500L)]
    [InlineData(0, 300, null)]
    public void A_file_that_is_written_ends_when_it_is_closed(long size, long written, long? total)
    {
        var flow = new ScriptedFlow(s_id);
        var files = new SmbFiles(flow);
        var file = new SmbFile(flow.NextFrame())
        {
            Name = "a.txt",
            Path = @"\\b\c",
            Size = size,
        };
        for (var offset = 0; offset < written; offset += 50)
        {
            files.Content(file, 1, Side.Originator, (ulong)offset, new byte[50], flow.NextFrame());
        }
        files.Close(file, 1, flow.NextFrame());
        var row = Assert.Single(flow.Collected.Of(FilesRecord.Table));
        Assert.Equal((written, total, false), (row.SeenBytes, row.TotalBytes, row.IsTimedOut));
    }

    [Theory]
    [InlineData("000000", Claim.NeedMore)]
    [InlineData("00000055ff534d42", Claim.Yes)]
    [InlineData("00000055fe534d", Claim.NeedMore)]
    [InlineData("00000055fe534d42", Claim.Yes)]
    [InlineData("00000055fd534d42", Claim.Yes)]
    [InlineData("0000005516030100", Claim.No)]
    [InlineData("81000044", Claim.Yes)]
    [InlineData("81000045", Claim.No)]
    [InlineData("47455420", Claim.No)]
    public void A_flow_is_known_by_its_identifier(string hex, Claim claim) =>
        Assert.Equal(
            claim,
            new SmbProtocol().Claims(new ScriptedFlow(s_id), Side.Originator, Convert.FromHexString(hex))
        );

    private static SmbAnalyzer Start(FlowContext flow) => new(flow);

    private static void AssertSmb2Sample(ScriptedFlow flow)
    {
        Assert.Equal(["gssapi", "ntlm", "smb", "dce_rpc"], flow.Services.Distinct());
        Assert.Empty(flow.Weirds);
        var share = Assert.Single(flow.Collected.Of(SmbMappingRecord.Table));
        Assert.Equal((@"\\172.31.222.155\IPC$", "PIPE"), (share.Path, share.ShareType));
        var logon = Assert.Single(flow.Collected.Of(NtlmRecord.Table));
        Assert.Equal(("robin", "DC01", true), (logon.UserName, logon.ServerNetbiosName, logon.IsSuccess));
        var call = Assert.Single(flow.Collected.Of(DceRpcRecord.Table));
        Assert.Equal(
            ("spoolss", "RpcEnumPrinterDrivers", @"\pipe\spoolss"),
            (call.Endpoint, call.Operation, call.NamedPipe)
        );
    }

    private static void AssertSmb1Sample(ScriptedFlow flow)
    {
        Assert.Equal(["smb"], flow.Services.Distinct());
        var share = Assert.Single(flow.Collected.Of(SmbMappingRecord.Table));
        Assert.Equal((@"\\LOCALHOST\MP3", "A:", "DISK"), (share.Path, share.Service, share.ShareType));
        var opened = Assert.Single(flow.Collected.Of(SmbFilesRecord.Table));
        Assert.Equal((@"\tmp\foo", "SMB::FILE_OPEN", 15), (opened.Name, opened.Action, opened.Size));
        var content = Assert.Single(flow.Collected.Of(FilesRecord.Table));
        Assert.Equal((15, "6476df3aac780622368173fe6e768a2edc3932c8"), (content.SeenBytes, content.Sha1));
    }
}
