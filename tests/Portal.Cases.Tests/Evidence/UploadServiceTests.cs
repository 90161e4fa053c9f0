using System.Security.Cryptography;
using Portal.Cases.Accounts;
using Portal.Cases.Evidence;
using Portal.Cases.Paging;
using Portal.Cases.Refusals;

namespace Portal.Cases.Tests.Evidence;

public sealed class UploadServiceTests
{
    private static readonly byte[] s_bytes = Enumerable.Range(0, 1_000_003).Select(i => (byte)(i * 31 >> 3)).ToArray();
    private static readonly string s_sha256 = Convert.ToHexStringLower(SHA256.HashData(s_bytes));

    [Fact]
    public async Task Chunks_become_one_sealed_file_with_its_chain_of_custody()
    {
        await using var portal = await TestPortal.StartAsync();
        var ann = await portal.AddUserAsync("ann");
        var made = await portal.AddCaseAsync(ann);

        var result = await UploadAsync(portal, made.Id, ann, "day.pcap", 300_000);

        Assert.Equal(s_sha256, result.Sha256);
        Assert.True(result.IsNew);
        Assert.Equal(s_bytes, await File.ReadAllBytesAsync(portal.Get<EvidenceVault>().PathOf(s_sha256)));
        var custody = await portal
            .Get<EvidenceService>()
            .CustodyAsync(made.Id, s_sha256, ann, PageRequest.First, CancellationToken.None);
        Assert.Equal([CustodyAction.Received, CustodyAction.Hashed], custody.Items.Select(entry => entry.Action));
        Assert.Empty(await portal.Get<UploadService>().ListAsync(made.Id, ann, CancellationToken.None));
    }

    [Fact]
    public async Task The_same_bytes_are_one_item_in_a_case_and_one_file_for_two_cases()
    {
        await using var portal = await TestPortal.StartAsync();
        var ann = await portal.AddUserAsync("ann");
        var first = await portal.AddCaseAsync(ann);
        var second = await portal.AddCaseAsync(ann, "another");

        var one = await UploadAsync(portal, first.Id, ann, "day.pcap", 400_000);
        var again = await UploadAsync(portal, first.Id, ann, "copy of day.pcap", 400_000);
        var other = await UploadAsync(portal, second.Id, ann, "day.pcap", 400_000);

        Assert.False(again.IsNew);
        Assert.Equal(one.EvidenceId, again.EvidenceId);
        Assert.True(other.IsNew);
        var evidence = portal.Get<EvidenceService>();
        var item = await evidence.GetAsync(first.Id, one.EvidenceId, ann, CancellationToken.None);
        Assert.Equal(["day.pcap", "copy of day.pcap"], item.Names);
        Assert.Single(Directory.GetFiles(portal.Folder.Evidence, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task An_upload_goes_on_after_a_restart_where_its_file_ends()
    {
        await using var portal = await TestPortal.StartAsync();
        var ann = await portal.AddUserAsync("ann");
        var made = await portal.AddCaseAsync(ann);
        var uploads = portal.Get<UploadService>();
        var begun = await uploads.BeginAsync(made.Id, ann, "day.pcap", s_bytes.Length, CancellationToken.None);
        await uploads.AppendAsync(made.Id, begun.Id, ann, 0, new MemoryStream(s_bytes, 0, 654_321), default);

        // A new process knows the database and the folder, and none of the hash so far.
        var vault = portal.Get<EvidenceVault>();
        var restarted = new UploadService(
            portal.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<PortalDbContext>>(),
            new UploadFiles(vault, portal.Folder),
            portal.Get<EvidenceIntake>(),
            portal.Get<Live.CaseEvents>(),
            portal.Time
        );
        var status = await restarted.GetAsync(made.Id, begun.Id, ann, CancellationToken.None);
        Assert.Equal(654_321, status.ReceivedBytes);
        var rest = new MemoryStream(s_bytes, 654_321, s_bytes.Length - 654_321);
        await restarted.AppendAsync(made.Id, begun.Id, ann, status.ReceivedBytes, rest, default);
        var result = await restarted.CompleteAsync(made.Id, begun.Id, ann, s_sha256, CancellationToken.None);

        Assert.Equal(s_sha256, result.Sha256);
    }

    [Fact]
    public async Task Completion_may_be_repeated_after_a_crash_between_its_steps()
    {
        await using var portal = await TestPortal.StartAsync();
        var ann = await portal.AddUserAsync("ann");
        var made = await portal.AddCaseAsync(ann);
        var uploads = portal.Get<UploadService>();
        var begun = await uploads.BeginAsync(made.Id, ann, "day.pcap", s_bytes.Length, CancellationToken.None);
        await uploads.AppendAsync(made.Id, begun.Id, ann, 0, new MemoryStream(s_bytes), default);
        await using (var db = await portal.OpenAsync())
        {
            db.Uploads.Single().Sha256 = s_sha256;
            await db.SaveChangesAsync();
        }
        var vault = portal.Get<EvidenceVault>();
        vault.Seal(vault.PathOfUpload(begun.Id), s_sha256);

        var result = await uploads.CompleteAsync(made.Id, begun.Id, ann, null, CancellationToken.None);

        Assert.Equal(s_sha256, result.Sha256);
    }

    [Fact]
    public async Task A_chunk_at_the_wrong_place_is_refused_and_changes_nothing()
    {
        await using var portal = await TestPortal.StartAsync();
        var ann = await portal.AddUserAsync("ann");
        var made = await portal.AddCaseAsync(ann);
        var uploads = portal.Get<UploadService>();
        var begun = await uploads.BeginAsync(made.Id, ann, "day.pcap", 100, CancellationToken.None);
        await uploads.AppendAsync(made.Id, begun.Id, ann, 0, new MemoryStream(new byte[40]), default);

        var early = await Assert.ThrowsAsync<RefusedException>(() =>
            uploads.AppendAsync(made.Id, begun.Id, ann, 30, new MemoryStream(new byte[10]), default)
        );
        var excess = await Assert.ThrowsAsync<RefusedException>(() =>
            uploads.AppendAsync(made.Id, begun.Id, ann, 40, new MemoryStream(new byte[61]), default)
        );
        var incomplete = await Assert.ThrowsAsync<RefusedException>(() =>
            uploads.CompleteAsync(made.Id, begun.Id, ann, null, default)
        );

        Assert.Equal(
            [Refusal.Conflict, Refusal.Conflict, Refusal.Conflict],
            [early.Reason, excess.Reason, incomplete.Reason]
        );
        Assert.Equal(40, (await uploads.GetAsync(made.Id, begun.Id, ann, default)).ReceivedBytes);
    }

    [Fact]
    public async Task Bytes_that_were_altered_on_the_way_are_not_sealed()
    {
        await using var portal = await TestPortal.StartAsync();
        var ann = await portal.AddUserAsync("ann");
        var made = await portal.AddCaseAsync(ann);
        var uploads = portal.Get<UploadService>();
        var begun = await uploads.BeginAsync(made.Id, ann, "day.pcap", 3, CancellationToken.None);
        await uploads.AppendAsync(made.Id, begun.Id, ann, 0, new MemoryStream([1, 2, 3]), default);

        await Assert.ThrowsAsync<RefusedException>(() =>
            uploads.CompleteAsync(made.Id, begun.Id, ann, s_sha256, default)
        );

        Assert.Empty(Directory.GetFiles(portal.Folder.Evidence, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"C:\captures\day.pcap", "day.pcap")]
    [InlineData("a\u0000b\u001b.pcap", "ab.pcap")]
    public async Task A_name_is_stripped_of_folders_and_control_characters(string sent, string kept)
    {
        await using var portal = await TestPortal.StartAsync();
        var ann = await portal.AddUserAsync("ann");
        var made = await portal.AddCaseAsync(ann);

        var begun = await portal.Get<UploadService>().BeginAsync(made.Id, ann, sent, 1, default);

        Assert.Equal(kept, begun.Name);
    }

    private static async Task<UploadResult> UploadAsync(
        TestPortal portal,
        int caseId,
        Actor actor,
        string name,
        int chunkBytes
    )
    {
        var uploads = portal.Get<UploadService>();
        var status = await uploads.BeginAsync(caseId, actor, name, s_bytes.Length, CancellationToken.None);
        while (status.ReceivedBytes < s_bytes.Length)
        {
            var offset = (int)status.ReceivedBytes;
            var chunk = new MemoryStream(s_bytes, offset, Math.Min(chunkBytes, s_bytes.Length - offset));
            status = await uploads.AppendAsync(caseId, status.Id, actor, offset, chunk, CancellationToken.None);
        }
        return await uploads.CompleteAsync(caseId, status.Id, actor, s_sha256, CancellationToken.None);
    }
}
