using System.Diagnostics.CodeAnalysis;

namespace Portal.Analysis.Importers.Archives;

/// <summary>
/// Reads the files of a tar forward. The framework's reader takes a header's word for how much memory its long names and
/// attributes need; here they have a limit.
/// </summary>
internal sealed class TarArchive(Stream content)
{
    /// <summary>Long names and extended attributes of one file; a path has at most 4 KB.</summary>
    private const int MaxAttributeBytes = 64 * 1024;

    private const char LongName = 'L'; // GNU
    private const char Attributes = 'x'; // POSIX

    private readonly byte[] _block = new byte[TarHeader.BlockBytes];
    private TarMemberStream? _member;

    /// <summary>The next file; its content is good until the next call. False at the end.</summary>
    /// <exception cref="InvalidDataException">A header is damaged, or the archive ends in the middle.</exception>
    public bool TryReadNext([NotNullWhen(true)] out string? name, [NotNullWhen(true)] out Stream? member)
    {
        (name, member) = (null, null);
        _member?.SkipRest();
        _member = null;
        var attributes = default(TarAttributes);
        while (TryReadHeader(out var header))
        {
            var bytes = attributes.Bytes ?? header.Bytes;
            var inside = new TarMemberStream(content, bytes);
            if (header.IsFile)
            {
                name = attributes.Name ?? header.Name;
                member = _member = inside;
                return true;
            }
            if (header.Kind is LongName or Attributes && header.Bytes <= MaxAttributeBytes)
            {
                var text = new byte[header.Bytes];
                inside = new TarMemberStream(content, header.Bytes);
                inside.ReadExactly(text);
                attributes =
                    header.Kind == LongName ? attributes with { Name = TarHeader.Text(text) } : attributes.With(text);
            }
            else
            {
                attributes = default; // they were of this folder, link or device
            }
            inside.SkipRest();
        }
        return false;
    }

    /// <summary>False at a block of zeros, which marks the end, or where the content ends.</summary>
    private bool TryReadHeader(out TarHeader header)
    {
        header = default;
        var read = content.ReadAtLeast(_block, _block.Length, throwOnEndOfStream: false);
        if (read == 0 || !_block.AsSpan(0, read).ContainsAnyExcept((byte)0))
        {
            return false;
        }
        if (read < _block.Length)
        {
            throw new InvalidDataException("it ends in a header");
        }
        return TarHeader.TryParse(_block, out header)
            ? true
            : throw new InvalidDataException("a header's checksum or size is wrong");
    }
}
