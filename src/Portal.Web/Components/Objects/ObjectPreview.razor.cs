using Microsoft.AspNetCore.Components;
using Portal.Analysis.Objects;
using Portal.Cases.Objects;
using Portal.Cases.Refusals;
using Portal.Web.Layout;

namespace Portal.Web.Components.Objects;

/// <summary>Shows what a carried file is and lets it be downloaded safely.</summary>
public sealed partial class ObjectPreview(CaseObjects objects, CurrentActor me) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private string? _loaded;
    private ObjectExcerpt? _excerpt;
    private byte[] _image = [];
    private string? _problem;
    private Form _form;

    private enum Form
    {
        Hex,
        Text,
        Image,
    }

    [Parameter, EditorRequired]
    public int CaseId { get; set; }

    [Parameter, EditorRequired]
    public string Sha256 { get; set; } = "";

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == Sha256)
        {
            return;
        }
        _loaded = Sha256;
        (_excerpt, _problem, _image) = (null, null, []);
        try
        {
            await using var content = await objects.OpenAsync(CaseId, Sha256, await me.GetAsync(), _leaving.Token);
            var excerpt = await ObjectExcerpt.ReadAsync(content, _leaving.Token);
            if (excerpt.ImageType is not null)
            {
                content.Position = 0;
                _image = new byte[(int)content.Length];
                await content.ReadExactlyAsync(_image, _leaving.Token);
            }
            _excerpt = excerpt;
            _form =
                excerpt.ImageType is not null ? Form.Image
                : excerpt.Text is not null ? Form.Text
                : Form.Hex;
        }
        catch (RefusedException refused)
        {
            _problem = refused.Message;
        }
        catch (IOException failure)
        {
            _problem = failure.Message;
        }
    }

    private IEnumerable<(Form Form, string Title)> Forms()
    {
        if (_excerpt!.ImageType is not null)
        {
            yield return (Form.Image, "Image");
        }
        if (_excerpt.Text is not null)
        {
            yield return (Form.Text, "Text");
        }
        yield return (Form.Hex, "Bytes");
    }

    /// <summary>Line ends and tabs do what they are for here; every other control character is shown as its code.</summary>
    private string[] Lines() =>
        _excerpt!
            .Text!.Replace("\r\n", "\n", StringComparison.Ordinal)
            .Replace("\t", "    ", StringComparison.Ordinal)
            .Split('\n');

    private string ImageDocument() =>
        $"<body style=\"margin:0\"><img alt=\"\" style=\"max-width:100%\" src=\"data:{_excerpt!.ImageType};base64,{Convert.ToBase64String(_image)}\">";
}
