using MudBlazor;

namespace Portal.Web.Layout;

/// <summary>Sizes and type for MudBlazor's parts; the colours come from <c>tokens.css</c>.</summary>
public static class PortalTheme
{
    private static readonly string[] s_family = ["Plex Sans", "system-ui", "sans-serif"];

    public static MudTheme Value { get; } =
        new()
        {
            LayoutProperties = new LayoutProperties { DefaultBorderRadius = "3px" },
            Typography = new Typography
            {
                Default = new DefaultTypography
                {
                    FontFamily = s_family,
                    FontSize = "13px",
                    LineHeight = "1.4",
                    LetterSpacing = "normal",
                },
                Body1 = new Body1Typography
                {
                    FontSize = "13px",
                    LineHeight = "1.4",
                    LetterSpacing = "normal",
                },
                Body2 = new Body2Typography
                {
                    FontSize = "13px",
                    LineHeight = "1.4",
                    LetterSpacing = "normal",
                },
                Button = new ButtonTypography
                {
                    FontSize = "13px",
                    TextTransform = "none",
                    LetterSpacing = "normal",
                },
                Subtitle2 = new Subtitle2Typography { FontSize = "12px", FontWeight = "600" },
                Caption = new CaptionTypography { FontSize = "11.5px", LetterSpacing = "normal" },
            },
        };
}
