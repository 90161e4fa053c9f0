using System.Text;
using Portal.Traffic.Mime;

namespace Portal.Traffic.Tests.Mime;

public sealed class MimeReaderTests
{
    [Fact]
    public void A_message_without_parts_is_one_body()
    {
        var read = Read("From: a\nSubject: long\n  line\n\nfirst\nsecond\n");
        Assert.Equal(["1 From=a", "1 Subject=long  line", "1 [first\r\nsecond\r\n]", "1 end"], read);
    }

    [Fact]
    public void Parts_end_before_the_line_end_of_their_delimiter()
    {
        var read = Read(
            "Content-Type: multipart/mixed; boundary=\"b\"\n\npreamble\n--b\n\none\n--b  \nX: y\n\ntwo\n\n--b--\nepilogue\n"
        );
        Assert.Equal(["2 [one]", "2 end", "3 X=y", "3 [two\r\n]", "3 end", "1 end"], read[1..]);
    }

    [Fact]
    public void An_outer_delimiter_ends_inner_parts()
    {
        var read = Read(
            "Content-Type: multipart/mixed; boundary=out\n\n--out\nContent-Type: multipart/alternative; boundary=in\n\n--in\n\na\n--out\n\nb\n--out--\n"
        );
        Assert.Equal(["3 [a\r\n]", "3 end", "2 end", "4 [b]", "4 end", "1 end"], read[2..]);
    }

    [Fact]
    public void A_message_inside_is_read_as_one()
    {
        var read = Read(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\nSubject: inner\n\ntext\n--b--\n"
        );
        Assert.Equal(["3 Subject=inner", "3 [text\r\n]", "3 end", "2 end", "1 end"], read[2..]);
    }

    [Theory]
    [InlineData("base64", "aGVs\nbG8gd29y\nbGQ=\n", "hello world")]
    [InlineData("BASE64", "aGV*sbG8=aGVsbG8=", "hellohello")]
    [InlineData("quoted-printable", "a=3Db =\nc=\n=C3=A4 \nd=zz\n", "a=b c\u00C3\u00A4\r\nd=zz\r\n")]
    [InlineData("8bit", "x\n", "x\r\n")]
    public void Transfer_encodings_are_undone(string encoding, string body, string content) =>
        Assert.Contains($"1 [{content}]", Read($"Content-Transfer-Encoding: {encoding}\n\n{body}"));

    [Theory]
    [InlineData("attachment; filename=\"a b.txt\"", "a b.txt")]
    [InlineData("attachment; filename=plain.txt; size=5", "plain.txt")]
    [InlineData("attachment; filename=\"q\\\"uote\"", "q\"uote")]
    [InlineData("attachment; filename*=UTF-8''na%C3%AFve.txt", "na\u00EFve.txt")]
    [InlineData("attachment; filename*0=\"long\"; filename*1=\"er.txt\"", "longer.txt")]
    [InlineData("attachment; filename=\"=?utf-8?B?w6QudHh0?=\"", "\u00E4.txt")]
    [InlineData("attachment; filename=\"=?iso-8859-1?Q?=E4_b.txt?=\"", "\u00E4 b.txt")]
    [InlineData("inline", null)]
    public void The_name_of_a_file(string disposition, string? name) =>
        Assert.Equal(name, MimeParameters.FileName(Encoding.UTF8.GetBytes(disposition), "filename"));

    [Fact]
    public void Nesting_ends_at_a_limit()
    {
        var text = new StringBuilder();
        for (var level = 0; level < 100; level++)
        {
            text.Append("Content-Type: message/rfc822\n\n");
        }
        text.Append("X: y\n\nbody\n");
        var read = Read(text.ToString());
        Assert.Equal(20, read.Count(line => line.EndsWith(" end", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_flood_of_parts_ends_at_a_limit()
    {
        var text =
            "Content-Type: multipart/mixed; boundary=b\n\n" + string.Concat(Enumerable.Repeat("--b\n\nx\n", 5000));
        Assert.Equal(1000, Read(text).Count(line => line.EndsWith(" end", StringComparison.Ordinal)));
    }

    [Fact]
    public void Random_lines_never_throw()
    {
        string[] pieces =
        [
            "--b",
            "--b--",
            "",
            "Content-Type: multipart/x; boundary=b",
            "Content-Type: message/rfc822",
            ": x",
            " y",
            "Content-Transfer-Encoding: base64",
            "Content-Transfer-Encoding: quoted-printable",
            "=",
            "=4",
            "a=",
            "====",
            "Content-Disposition: a; filename*0*=%; filename=\"",
            "Content-Type: multipart/x; boundary=\"",
        ];
        var random = new Random(3);
        for (var run = 0; run < 500; run++)
        {
            var lines = Enumerable.Range(0, 30).Select(_ => pieces[random.Next(pieces.Length)]);
            Assert.NotEmpty(Read(string.Join('\n', lines)));
        }
    }

    private static List<string> Read(string text)
    {
        var kept = new Kept();
        var reader = new MimeReader(kept);
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length - 1; i++)
        {
            reader.Line(Encoding.Latin1.GetBytes(lines[i]), isStart: true, isEnd: true, new FrameStamp(i, i));
        }
        if (lines[^1].Length > 0)
        {
            reader.Line(Encoding.Latin1.GetBytes(lines[^1]), isStart: true, isEnd: false, default);
        }
        reader.End(default);
        return kept.Lines;
    }

    private sealed class Kept : IMimeConsumer
    {
        private string _body = "";

        public List<string> Lines { get; } = [];

        public void OnHeader(MimeEntity entity, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
            Lines.Add($"{entity.Ordinal} {Encoding.Latin1.GetString(name)}={Encoding.Latin1.GetString(value)}");

        public void OnBody(MimeEntity entity, ReadOnlySpan<byte> bytes, FrameStamp frame) =>
            _body += Encoding.Latin1.GetString(bytes);

        public void OnBodyGap(MimeEntity entity, long bytes, FrameStamp frame) => _body += $"<{bytes}>";

        public void OnEntityEnd(MimeEntity entity, FrameStamp frame)
        {
            if (_body.Length > 0)
            {
                Lines.Add($"{entity.Ordinal} [{_body}]");
                _body = "";
            }
            Lines.Add($"{entity.Ordinal} end");
        }
    }
}
