namespace Portal.Traffic.Protocols.Telnet;

/// <summary>
/// Takes the commands out of one side's bytes (RFC 854): <c>FF command</c>, <c>FF FB..FE option</c>, and subnegotiations
/// <c>FF FA … FF F0</c>; what is left is what the terminal shows or the person typed.
/// </summary>
internal sealed class TelnetText
{
    private const byte InterpretAsCommand = 0xFF;
    private const byte SubnegotiationBegin = 0xFA;
    private const byte SubnegotiationEnd = 0xF0;
    private const byte Will = 0xFB;
    private const byte Dont = 0xFE;

    private enum State
    {
        Text,
        Command,
        Option,
        Subnegotiation,
        SubnegotiationCommand,
    }

    private State _state;

    /// <summary>False when the byte is no text.</summary>
    public bool TryRead(byte octet, out byte text)
    {
        text = octet;
        switch (_state)
        {
            case State.Text when octet == InterpretAsCommand:
                _state = State.Command;
                return false;
            case State.Text:
                return true;
            case State.Command:
                _state = octet switch
                {
                    >= Will and <= Dont => State.Option,
                    SubnegotiationBegin => State.Subnegotiation,
                    _ => State.Text,
                };
                return octet == InterpretAsCommand; // doubled it is a byte of the text
            case State.Option:
                _state = State.Text;
                return false;
            case State.Subnegotiation:
                _state = octet == InterpretAsCommand ? State.SubnegotiationCommand : _state;
                return false;
            default:
                _state = octet == SubnegotiationEnd ? State.Text : State.Subnegotiation;
                return false;
        }
    }
}
