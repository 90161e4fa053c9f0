using System.Globalization;
using System.Text;

namespace Portal.Web.Components.Values;

/// <summary>
/// Text from the wire, made safe for eyes: control characters, characters that turn the reading direction and invisible
/// ones appear as their code. Escaping for HTML is the renderer's work, not this one's.
/// </summary>
public static class VisibleText
{
    /// <summary>Longer values are shown up to here; whoever shows them offers the whole for copying.</summary>
    public const int MaxShown = 4096;

    /// <summary>Runs of ordinary text and of codes, in order.</summary>
    public static IReadOnlyList<(string Text, bool IsCode)> Split(string? value)
    {
        var parts = new List<(string Text, bool IsCode)>();
        var plain = new StringBuilder();
        var shown = value is null ? "" : value[..Math.Min(value.Length, MaxShown)];
        foreach (var rune in shown.EnumerateRunes())
        {
            if (!Hides(rune))
            {
                plain.Append(rune.ToString());
                continue;
            }
            if (plain.Length > 0)
            {
                parts.Add((plain.ToString(), false));
                plain.Clear();
            }
            parts.Add((Code(rune), true));
        }
        if (plain.Length > 0)
        {
            parts.Add((plain.ToString(), false));
        }
        if (value?.Length > MaxShown)
        {
            parts.Add(($"+{CountText.Of(value.Length - MaxShown, "character", "characters")}", true));
        }
        return parts;
    }

    /// <summary>The same as one string, for titles and attributes.</summary>
    public static string Of(string? value) =>
        string.Concat(Split(value).Select(part => part.IsCode ? $"<{part.Text}>" : part.Text));

    private static string Code(Rune rune) =>
        rune.Value switch
        {
            '\n' => "LF",
            '\r' => "CR",
            '\t' => "TAB",
            0 => "NUL",
            0x1b => "ESC",
            < 0x100 => $"{rune.Value:X2}",
            _ => $"U+{rune.Value:X4}",
        };

    private static bool Hides(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
        || rune.Value is 0xFFFD or 0x115F or 0x1160 or 0x3164 or 0xFFA0; // replacement and the blank Hangul fillers
}
