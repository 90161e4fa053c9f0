using System.Text;
using Portal.Traffic.Protocols.Http;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Http;

public sealed class HttpUrlSecretsTests
{
    [Theory]
    [InlineData("/login?Password=inquery1&u=bob", "/login?Password=i…(8)&u=bob")]
    [InlineData("/?u=bob&p%61ss=a%26b%3dcd+ef", "/?u=bob&pass=a…(9)")]
    [InlineData("/?pwd=&pw=abc&compass=north&pass", "/?pwd=&pw=…(3)&compass=north&pass")]
    [InlineData("/?session[password]=12345678#top", "/?session[password]=1…(12)")]
    [InlineData("http://ann:sec%72et99@host/x?y=1", "http://ann:s…(8)@host/x?y=1")]
    [InlineData("ftp://ann:p@ss:wörd@host", "ftp://ann:p…(9)@host")]
    [InlineData("http://ann@host/?q=a:b@c", "http://ann@host/?q=a:b@c")]
    [InlineData("http://ann:@host/", "http://ann:@host/")]
    [InlineData("/a://b:cdef@e", "/a://b:cdef@e")]
    [InlineData("/passwords/list?page=2", "/passwords/list?page=2")]
    [InlineData("/%70?q=%25", "/p?q=%")]
    public void A_target_has_its_passwords_masked_and_nothing_else(string target, string expected) =>
        Assert.Equal(expected, Assert.Single(Play(target).Flow.Collected.Of(HttpRecord.Table)).Uri);

    [Fact]
    public void A_password_before_the_host_is_noted_with_its_user_and_judged_by_the_status()
    {
        var row = Assert.Single(Play("http://a%6en:sec+ret9@host/x").Credentials());
        Assert.Equal(
            ("ann", "s…(8)", "http://ann:s…(8)@host/x", true),
            (row.User, row.Secret, row.Context, row.IsAccepted)
        );
    }

    [Fact]
    public void The_page_that_led_here_shows_no_password_either()
    {
        var play = new SessionPlay(new HttpProtocol()).Client(
            "GET / HTTP/1.1\nHost: b\nReferer: http://b/in?pass%77ord=secret99&x=%41\n\n"
        );
        Assert.Equal(
            "http://b/in?pass%77ord=s…(8)&x=%41",
            Assert.Single(play.Done().Flow.Collected.Of(HttpRecord.Table)).Referrer
        );
    }

    [Fact]
    public void No_bytes_throw_and_what_holds_no_password_stays()
    {
        var random = new Random(7);
        var alphabet = "ap?&=%:/@#swd4+\u00e9"u8.ToArray();
        for (var i = 0; i < 20_000; i++)
        {
            var url = new byte[random.Next(40)];
            for (var j = 0; j < url.Length; j++)
            {
                url[j] = alphabet[random.Next(alphabet.Length)];
            }
            var text = HttpUrlSecrets.Text(url);
            // Beside bytes that are no UTF-8 the mask is escaped with them.
            if (!text.Contains('…') && !text.Contains("\\xe2\\x80\\xa6", StringComparison.Ordinal))
            {
                Assert.Equal(ZeekText.Decode(url), text);
            }
        }
    }

    private static SessionPlay Play(string target)
    {
        var play = new SessionPlay(new HttpProtocol());
        play.Send(Side.Originator, Encoding.UTF8.GetBytes($"GET {target} HTTP/1.1\r\nHost: b\r\n\r\n"));
        return play.Server("HTTP/1.1 200 OK\nContent-Length: 0\n\n").Done();
    }
}
