using Portal.Analysis.Demo.Wire;

namespace Portal.Analysis.Demo.Messages;

/// <summary>SMB 2.1 requests and responses over direct TCP (MS-SMB2 §2.2) for one session on one connection.</summary>
internal sealed class Smb2Messages(DemoRandom random)
{
    private const uint MoreProcessingRequired = 0xC0000016;
    private const ushort Negotiate = 0;
    private const ushort SessionSetup = 1;
    private const ushort TreeConnect = 3;
    private const ushort Create = 5;
    private const ushort Close = 6;
    private const ushort Read = 8;
    private const ushort Write = 9;

    private readonly ulong _session = random.NextUInt64();
    private ulong _message;
    private uint _tree;

    public static byte[] FileId(ulong number) =>
        new WireWriter().U64Little(number).U64Little(number ^ 0x5A5A_0000_0000_0001).ToArray();

    public (byte[] Request, byte[] Response) NegotiateDialect() =>
        Exchange(
            Negotiate,
            new WireWriter()
                .U16Little(36)
                .U16Little(2)
                .U16Little(1)
                .U16Little(0)
                .U32Little(0)
                .Raw(random.Bytes(16))
                .Zeros(8)
                .U16Little(0x0202)
                .U16Little(0x0210),
            new WireWriter()
                .U16Little(65)
                .U16Little(1)
                .U16Little(0x0210)
                .U16Little(0)
                .Raw(random.Bytes(16))
                .U32Little(7)
                .U32Little(1 << 20)
                .U32Little(1 << 20)
                .U32Little(1 << 20)
                .U64Little(134_076_816_000_000_000)
                .U64Little(0)
                .U16Little(128)
                .U16Little(0)
                .U32Little(0)
        );

    public (byte[] Request, byte[] Response) SetUp(byte[] token, byte[] answer, bool isLast) =>
        Exchange(
            SessionSetup,
            new WireWriter()
                .U16Little(25)
                .U8(0)
                .U8(1)
                .U32Little(0)
                .U32Little(0)
                .U16Little(88)
                .U16Little(token.Length)
                .U64Little(0)
                .Raw(token),
            new WireWriter().U16Little(9).U16Little(0).U16Little(72).U16Little(answer.Length).Raw(answer),
            isLast ? 0 : MoreProcessingRequired
        );

    public (byte[] Request, byte[] Response) Connect(string path, bool isPipe)
    {
        _tree++;
        return Exchange(
            TreeConnect,
            new WireWriter().U16Little(9).U16Little(0).U16Little(72).U16Little(path.Length * 2).Utf16(path),
            new WireWriter().U16Little(16).U8(isPipe ? 2 : 1).U8(0).U32Little(0).U32Little(0).U32Little(0x001f01ff)
        );
    }

    public (byte[] Request, byte[] Response) Open(string name, byte[] fileId, long size, bool forWriting) =>
        Exchange(
            Create,
            new WireWriter()
                .U16Little(57)
                .U8(0)
                .U8(0)
                .U32Little(2)
                .Zeros(16)
                .U32Little(forWriting ? 0x0012_0196u : 0x0012_0089u)
                .U32Little(0x80)
                .U32Little(7)
                .U32Little(forWriting ? 5u : 1u)
                .U32Little(0x40)
                .U16Little(120)
                .U16Little(name.Length * 2)
                .U32Little(0)
                .U32Little(0)
                .Utf16(name),
            new WireWriter()
                .U16Little(89)
                .U8(0)
                .U8(0)
                .U32Little(forWriting ? 2u : 1u)
                .Zeros(32)
                .U64Little((ulong)size)
                .U64Little((ulong)size)
                .U32Little(0x20)
                .U32Little(0)
                .Raw(fileId)
                .U32Little(0)
                .U32Little(0)
        );

    public (byte[] Request, byte[] Response) WriteAt(byte[] fileId, long offset, byte[] data) =>
        Exchange(
            Write,
            new WireWriter()
                .U16Little(49)
                .U16Little(112)
                .U32Little((uint)data.Length)
                .U64Little((ulong)offset)
                .Raw(fileId)
                .Zeros(16)
                .Raw(data),
            new WireWriter().U16Little(17).U16Little(0).U32Little((uint)data.Length).U32Little(0).U32Little(0)
        );

    public (byte[] Request, byte[] Response) ReadAt(byte[] fileId, long offset, byte[] data) =>
        Exchange(
            Read,
            new WireWriter()
                .U16Little(49)
                .U8(0x50)
                .U8(0)
                .U32Little((uint)data.Length)
                .U64Little((ulong)offset)
                .Raw(fileId)
                .Zeros(16)
                .U8(0),
            new WireWriter().U16Little(17).U8(80).U8(0).U32Little((uint)data.Length).U32Little(0).U32Little(0).Raw(data)
        );

    public (byte[] Request, byte[] Response) CloseFile(byte[] fileId) =>
        Exchange(
            Close,
            new WireWriter().U16Little(24).U16Little(0).U32Little(0).Raw(fileId),
            new WireWriter().U16Little(60).U16Little(0).Zeros(56)
        );

    private (byte[] Request, byte[] Response) Exchange(
        ushort command,
        WireWriter request,
        WireWriter response,
        uint status = 0
    )
    {
        var pair = (Message(command, request, 0, false), Message(command, response, status, true));
        _message++;
        return pair;
    }

    private byte[] Message(ushort command, WireWriter body, uint status, bool isResponse)
    {
        var hasSession = command != Negotiate && (command != SessionSetup || isResponse || _message > 1);
        var message = new WireWriter()
            .U8(0xFE)
            .Ascii("SMB")
            .U16Little(64)
            .U16Little(1)
            .U32Little(status)
            .U16Little(command)
            .U16Little(32)
            .U32Little(isResponse ? 1u : 0u)
            .U32Little(0)
            .U64Little(_message)
            .U32Little(0xFEFF)
            .U32Little(command > SessionSetup && (command != TreeConnect || isResponse) ? _tree : 0)
            .U64Little(hasSession ? _session : 0)
            .Zeros(16)
            .Raw(body.ToArray());
        return new WireWriter().U8(0).Block(3, bytes => bytes.Raw(message.ToArray())).ToArray();
    }
}
