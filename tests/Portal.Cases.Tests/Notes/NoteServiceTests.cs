using Portal.Cases.Notes;

namespace Portal.Cases.Tests.Notes;

public sealed class NoteServiceTests
{
    [Fact]
    public async Task A_save_on_top_of_an_older_revision_hands_back_the_newer_text()
    {
        await using var portal = await TestPortal.StartAsync();
        var ann = await portal.AddUserAsync("ann");
        var caseId = (await portal.AddCaseAsync(ann)).Id;
        var notes = portal.Get<NoteService>();
        var note = await notes.CreateAsync(caseId, ann, "Plan", "one", default);

        var first = await notes.SaveAsync(caseId, note.Id, ann, "Plan", "two", 1, default);
        var second = await notes.SaveAsync(caseId, note.Id, ann, "Plan", "three", 1, default);

        Assert.False(first.IsConflict);
        Assert.True(second.IsConflict);
        Assert.Equal("two", second.Note.Markdown);
        var history = await notes.HistoryAsync(caseId, note.Id, ann, default);
        Assert.Equal(["two", "one"], history.Select(revision => revision.Markdown));
    }

    [Fact]
    public async Task Of_many_saves_at_once_exactly_one_wins()
    {
        await using var portal = await TestPortal.StartAsync();
        var ann = await portal.AddUserAsync("ann");
        var caseId = (await portal.AddCaseAsync(ann)).Id;
        var notes = portal.Get<NoteService>();
        var note = await notes.CreateAsync(caseId, ann, "Plan", "", default);

        var saves = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(i => notes.SaveAsync(caseId, note.Id, ann, "Plan", $"{i}", 1, default))
        );

        Assert.Single(saves, save => !save.IsConflict);
        Assert.Equal(2, (await notes.GetAsync(caseId, note.Id, ann, default)).Revision);
    }
}
