using Microsoft.EntityFrameworkCore;
using Portal.Cases.Accounts;
using Portal.Cases.Evidence;

namespace Portal.Cases.Tests.Evidence;

public sealed class CustodyChainTests
{
    [Fact]
    public async Task An_untouched_file_and_chain_verify_as_intact()
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId, evidenceId) = await AddAsync(portal);

        var found = await portal.Get<EvidenceService>().VerifyAsync(caseId, evidenceId, ann, default);

        Assert.True(found.IsIntact);
        Assert.Equal(5, found.Entries);
        var item = await portal.Get<EvidenceService>().GetAsync(caseId, evidenceId, ann, default);
        Assert.True(item.IsIntact);
        Assert.Equal(found.At, item.VerifiedAt);
    }

    [Fact]
    public async Task One_changed_byte_of_the_file_is_found()
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId, evidenceId) = await AddAsync(portal);
        var item = await portal.Get<EvidenceService>().GetAsync(caseId, evidenceId, ann, default);
        var path = portal.Get<EvidenceVault>().PathOf(item.Sha256);
        File.SetAttributes(path, FileAttributes.Normal);
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[1] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);

        var found = await portal.Get<EvidenceService>().VerifyAsync(caseId, evidenceId, ann, default);

        Assert.False(found.IsFileIntact);
        Assert.Null(found.ChainBreak);
    }

    [Fact]
    public async Task A_missing_file_is_found()
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId, evidenceId) = await AddAsync(portal);
        var item = await portal.Get<EvidenceService>().GetAsync(caseId, evidenceId, ann, default);
        File.Delete(portal.Get<EvidenceVault>().PathOf(item.Sha256));

        var found = await portal.Get<EvidenceService>().VerifyAsync(caseId, evidenceId, ann, default);

        Assert.False(found.IsIntact);
    }

    [Theory]
    [InlineData("UPDATE Custody SET Detail = 'nothing happened' WHERE Sequence = 2", 2)]
    [InlineData("UPDATE Custody SET UserName = 'somebody else' WHERE Sequence = 1", 1)]
    [InlineData("UPDATE Custody SET At = At + 1 WHERE Sequence = 4", 4)]
    [InlineData("DELETE FROM Custody WHERE Sequence = 3", 3)]
    [InlineData(
        "DELETE FROM Custody WHERE Sequence = 3; UPDATE Custody SET Sequence = Sequence - 1 WHERE Sequence > 3",
        3
    )]
    public async Task An_entry_that_was_altered_or_taken_out_breaks_the_chain(string tampering, int at)
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId, evidenceId) = await AddAsync(portal);
        await using (var db = await portal.OpenAsync())
        {
            await db.Database.ExecuteSqlRawAsync(tampering);
        }

        var found = await portal.Get<EvidenceService>().VerifyAsync(caseId, evidenceId, ann, default);

        Assert.True(found.IsFileIntact);
        Assert.Equal(at, found.ChainBreak!.Sequence);
    }

    [Fact]
    public async Task Entries_that_are_written_at_once_still_form_one_chain()
    {
        await using var portal = await TestPortal.StartAsync();
        var (ann, caseId, evidenceId) = await AddAsync(portal);
        var evidence = portal.Get<EvidenceService>();
        var item = await evidence.GetAsync(caseId, evidenceId, ann, default);

        await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(i =>
                    evidence.RecordAsync(caseId, item.Sha256, CustodyAction.Sliced, ann, $"frames {i}", default)
                )
        );

        var found = await evidence.VerifyAsync(caseId, evidenceId, ann, default);
        Assert.True(found.IsIntact);
        Assert.Equal(17, found.Entries);
    }

    /// <summary>Five entries: received, hashed, and three downloads.</summary>
    private static async Task<(Actor Ann, int CaseId, int EvidenceId)> AddAsync(TestPortal portal)
    {
        var ann = await portal.AddUserAsync("ann");
        var made = await portal.AddCaseAsync(ann);
        var uploads = portal.Get<UploadService>();
        var begun = await uploads.BeginAsync(made.Id, ann, "a.pcap", 5, default);
        await uploads.AppendAsync(made.Id, begun.Id, ann, 0, new MemoryStream([1, 2, 3, 4, 5]), default);
        var result = await uploads.CompleteAsync(made.Id, begun.Id, ann, null, default);
        for (var i = 0; i < 3; i++)
        {
            portal.Time.Advance(TimeSpan.FromMinutes(1));
            await (
                await portal.Get<EvidenceService>().DownloadAsync(made.Id, result.EvidenceId, ann, default)
            ).DisposeAsync();
        }
        return (ann, made.Id, result.EvidenceId);
    }
}
