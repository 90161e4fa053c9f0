namespace Portal.Traffic.Protocols.Ssh;

/// <summary>
/// Guesses from the sizes of the server's encrypted packets how authentication went, as Zeek does: padding hides little.
/// First comes SERVICE_ACCEPT; then, as clients try "none" first, USERAUTH_FAILURE, whose size tells later failures; a packet
/// of 16 bytes less than SERVICE_ACCEPT is USERAUTH_SUCCESS (RFC 4252 §5.1, RFC 4253 §10).
/// </summary>
internal struct SshAuthenticationGuess
{
    /// <summary>SERVICE_ACCEPT with "ssh-userauth" has 17 bytes, USERAUTH_SUCCESS one: padded to blocks of 8, two blocks less.</summary>
    private const int SuccessIsSmallerBy = 16;

    private int _acceptSize;
    private int _failureSize;

    /// <summary>Null while nothing tells.</summary>
    public bool? IsAuthenticated { get; private set; }

    /// <summary>The try with "none" is not counted.</summary>
    public int Attempts { get; private set; }

    public readonly bool IsDecided => IsAuthenticated == true;

    /// <param name="size">Bytes of an encrypted segment from the server.</param>
    public void OnServerPacket(int size)
    {
        if (IsDecided)
        {
            return;
        }
        if (_acceptSize == 0)
        {
            _acceptSize = size;
        }
        else if (size + SuccessIsSmallerBy == _acceptSize)
        {
            IsAuthenticated = true;
            Attempts++;
        }
        else if (_failureSize == 0)
        {
            _failureSize = size;
        }
        else if (size == _failureSize)
        {
            IsAuthenticated = false;
            Attempts++;
        }
    }
}
