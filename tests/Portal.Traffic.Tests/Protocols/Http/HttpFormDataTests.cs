using Portal.Traffic.Protocols.Http;

namespace Portal.Traffic.Tests.Protocols.Http;

/// <summary>Passwords in <c>multipart/form-data</c> (RFC 7578).</summary>
public sealed class HttpFormDataTests
{
    private const string Boundary = "----WebKitFormBoundaryABC";

    [Fact]
    public void A_password_is_noted_with_the_user_behind_it_and_becomes_no_file()
    {
        var play = Post(
            Part("name=\"csrf\"", "0123"),
            Part("name=\"new_password\"", "two\nlines"),
            Part("name=\"username\"", "ann"),
            Part("name=\"avatar\"; filename=\"me.png\"", "picture")
        );

        var row = Assert.Single(play.Credentials());
        Assert.Equal(
            ("http", "password", "ann", "t…(10)", "new_password in /profile", null),
            (row.Protocol, row.Kind, row.User, row.Secret, row.Context, row.IsAccepted)
        );
        Assert.Equal([4L, 3L, 7L], play.Files.Where(file => file.IsOriginator == true).Select(file => file.SeenBytes));
    }

    [Fact]
    public void A_file_that_is_named_like_a_password_is_a_file()
    {
        var play = Post(Part("name=\"password\"; filename=\"list.txt\"", "secret99"));
        Assert.Empty(play.Credentials());
        Assert.Single(play.Files);
    }

    [Fact]
    public void A_field_that_was_cut_off_shows_no_password_and_becomes_no_file()
    {
        var whole = Body(Part("name=\"user\"", "ann"), Part("name=\"password\"", "secret99"));
        var end = whole.IndexOf("secret99", StringComparison.Ordinal) + 4;
        var play = new SessionPlay(new HttpProtocol())
            .Client($"{Head(SessionPlay.Bytes(whole).Length)}{whole[..end]}")
            .Done();
        Assert.Empty(play.Credentials());
        Assert.Equal([3L], play.Files.Select(file => file.SeenBytes));
    }

    [Fact]
    public void A_hole_in_a_field_shows_no_password()
    {
        var first = $"--{Boundary}\n{Part("name=\"password\"", "secr")}"[..^1];
        var play = new SessionPlay(new HttpProtocol())
            .Client($"{Head(SessionPlay.Bytes(first).Length + 4 + Boundary.Length + 8)}{first}")
            .Gap(Side.Originator, 4)
            .Client($"\n--{Boundary}--\n")
            .Done();
        Assert.Empty(play.Credentials());
    }

    [Fact]
    public void Fields_without_end_are_bounded()
    {
        var parts = Enumerable.Range(0, 200).Select(i => Part($"name=\"password{i}\"", $"secret{i}")).ToArray();
        Assert.InRange(Post(parts).Credentials().Count, 1, 32);
    }

    private static SessionPlay Post(params string[] parts)
    {
        var body = Body(parts);
        return new SessionPlay(new HttpProtocol())
            .Client($"{Head(SessionPlay.Bytes(body).Length)}{body}")
            .Server("HTTP/1.1 302 there\nContent-Length: 0\n\n")
            .Done();
    }

    private static string Head(int length) =>
        $"POST /profile?x HTTP/1.1\nHost: b\nContent-Type: multipart/form-data; boundary={Boundary}\n"
        + $"Content-Length: {length}\n\n";

    private static string Body(params string[] parts) =>
        string.Concat(parts.Select(part => $"--{Boundary}\n{part}")) + $"--{Boundary}--\n";

    private static string Part(string disposition, string content) =>
        $"Content-Disposition: form-data; {disposition}\n\n{content}\n";
}
