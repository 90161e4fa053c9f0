namespace Portal.Traffic.Mime;

/// <summary>Gathers decoded bytes so that they are handed on in larger pieces.</summary>
internal sealed class MimeOutput
{
    private const int BufferBytes = 8 * 1024;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _length;

    /// <summary>Takes the bytes when the buffer is full or <see cref="Flush"/> is called.</summary>
    public Action<ReadOnlySpan<byte>>? Target { get; set; }

    public void Add(byte octet)
    {
        if (_length == BufferBytes)
        {
            Flush();
        }
        _buffer[_length++] = octet;
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BufferBytes - _length)
        {
            Flush();
        }
        if (bytes.Length > BufferBytes)
        {
            Target?.Invoke(bytes);
            return;
        }
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    public void Flush()
    {
        if (_length > 0)
        {
            Target?.Invoke(_buffer.AsSpan(0, _length));
            _length = 0;
        }
    }
}
