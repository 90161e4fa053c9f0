namespace Portal.Web.Layout;

/// <summary>The keys that work everywhere or in lists, as the help shows them.</summary>
public static class KeyHelp
{
    public static IReadOnlyList<(string Keys, string Does)> General { get; } =
    [
        ("/", "Search the case"),
        ("?", "This help"),
        ("Esc", "Close the panel or the dialog"),
        ("[", "Fold or unfold the rail"),
    ];

    public static IReadOnlyList<(string Keys, string Does)> Lists { get; } =
    [
        ("j", "Next row"),
        ("k", "Previous row"),
        ("Enter", "Open the row"),
        ("c", "Confirm the finding"),
        ("x", "Dismiss the finding, with a reason"),
        ("d", "Mark that it needs more data"),
        ("n", "Write a comment"),
        ("t", "Put the finding on the timeline"),
        ("p", "Show its packets"),
        ("f", "Go to the filter of the page"),
    ];
}
