using Bunit;
using Portal.Cases.Notes;
using Portal.Web.Pages.Notes;

namespace Portal.Web.Tests.Pages.Notes;

public sealed class NotesPageTests : PageTest
{
    [Fact]
    public void Without_notes_it_offers_to_write_one()
    {
        var page = Show<NotesPage>();

        page.WaitForAssertion(() => Assert.Contains("No notes yet", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_who_write_at_once_see_both_texts_and_lose_neither()
    {
        var note = await Get<NoteService>().CreateAsync(CaseId, Ada, "Hypotheses", "first", CancellationToken.None);
        var page = Show<NotesPage>($"?note={note.Id}");
        page.WaitForAssertion(() =>
            Assert.Contains("first", page.Find(".prose").TextContent, StringComparison.Ordinal)
        );
        Button(page, "Write").Click();
        page.Find("textarea").Input("mine");

        await Get<NoteService>().SaveAsync(CaseId, note.Id, Ada, "Hypotheses", "theirs", 1, CancellationToken.None);
        Time.Advance(TimeSpan.FromSeconds(1));
        Button(page, "Save").Click();

        page.WaitForAssertion(() =>
            Assert.Equal(["theirs", "mine"], page.FindAll("pre.both").Select(text => text.TextContent))
        );

        Button(page, "Save mine as the next revision").Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("pre.both")));
        var stored = await Get<NoteService>().GetAsync(CaseId, note.Id, Ada, CancellationToken.None);
        Assert.Equal(("mine", 3), (stored.Markdown, stored.Revision));
    }

    [Fact]
    public async Task What_another_one_saves_appears_while_nothing_was_typed_here()
    {
        var note = await Get<NoteService>().CreateAsync(CaseId, Ada, "Hypotheses", "first", CancellationToken.None);
        var page = Show<NotesPage>($"?note={note.Id}");
        page.WaitForAssertion(() =>
            Assert.Contains("first", page.Find(".prose").TextContent, StringComparison.Ordinal)
        );

        await Get<NoteService>().SaveAsync(CaseId, note.Id, Ada, "Hypotheses", "second", 1, CancellationToken.None);
        Time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() =>
            Assert.Contains("second", page.Find(".prose").TextContent, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_address_with_no_number_opens_the_first_note_and_says_so()
    {
        await Get<NoteService>().CreateAsync(CaseId, Ada, "Hypotheses", "first", CancellationToken.None);

        var page = Show<NotesPage>("?note=abc");

        page.WaitForAssertion(() =>
            Assert.Contains("first", page.Find(".prose").TextContent, StringComparison.Ordinal)
        );
        Assert.Contains("“abc” is not the number of a note", page.Markup, StringComparison.Ordinal);
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<NotesPage> page, string title) =>
        page.FindAll("button").First(button => button.TextContent.Trim() == title);
}
