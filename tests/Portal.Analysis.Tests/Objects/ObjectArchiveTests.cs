using System.Security.Cryptography;
using ICSharpCode.SharpZipLib.Zip;
using Portal.Analysis.Objects;

namespace Portal.Analysis.Tests.Objects;

public sealed class ObjectArchiveTests
{
    [Fact]
    public async Task The_archive_opens_with_the_password_only()
    {
        var content = RandomNumberGenerator.GetBytes(300_000);
        using var output = new MemoryStream();
        await ObjectArchive.WriteAsync(new MemoryStream(content), "abc", output, TestContext.Current.CancellationToken);

        output.Position = 0;
        using var archive = new ZipFile(output) { Password = ObjectArchive.Password };
        var entry = Assert.Single(archive.Cast<ZipEntry>());
        Assert.Equal(("abc", 256, true), (entry.Name, entry.AESKeySize, entry.IsCrypted));
        using var copy = new MemoryStream();
        await archive.GetInputStream(entry).CopyToAsync(copy, TestContext.Current.CancellationToken);
        Assert.Equal(content, copy.ToArray());

        archive.Password = "other";
        Assert.ThrowsAny<Exception>(() => archive.GetInputStream(entry).CopyTo(Stream.Null));
    }
}
