using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Modbus;

/// <summary>A message: the header of TCP, then function and data (MODBUS Application Protocol §6).</summary>
internal static class ModbusFields
{
    private const int UnitOffset = 6;
    private const int FunctionOffset = 7;

    public static void Add(FieldTree tree, in FieldMessage message)
    {
        var at = message.At;
        var bytes = message.Bytes;
        if (!ModbusHeader.TryParse(bytes, out var header))
        {
            return;
        }
        var name = ModbusNames.Function(header.Function & ~ModbusHeader.ExceptionFlag) ?? "Unknown";
        var isRequest = message.Side == Side.Originator;
        tree.Protocol = "Modbus/TCP";
        tree.Info =
            $"{(isRequest ? "Query" : "Response")}: Trans: {header.Transaction}; Unit: {header.Unit}, Func: {header.Function & 0x7F}: {name}";
        tree.BeginProtocol("mbtcp", "Modbus/TCP", at, FunctionOffset, message.End);
        tree.Number("mbtcp.trans_id", "Transaction Identifier", header.Transaction, at, 2);
        tree.Number("mbtcp.prot_id", "Protocol Identifier", 0, at + 2, 2);
        tree.Number("mbtcp.len", "Length", header.Length, at + 4, 2);
        tree.Number("mbtcp.unit_id", "Unit Identifier", header.Unit, at + UnitOffset, 1);
        tree.End();
        tree.BeginProtocol("modbus", "Modbus", at + FunctionOffset, bytes.Length - FunctionOffset, message.End);
        var function = header.Function & ~ModbusHeader.ExceptionFlag;
        tree.Named("modbus.func_code", "Function Code", name, function, at + FunctionOffset, 1);
        var reader = new ByteReader(bytes);
        reader.Skip(ModbusHeader.Bytes);
        if (header.IsException)
        {
            Octet(tree, at, ref reader, "modbus.exception_code", "Exception Code");
        }
        else
        {
            AddData(tree, at, ref reader, function, isRequest);
        }
        tree.End();
    }

    private static void AddData(FieldTree tree, int at, ref ByteReader reader, int function, bool isRequest)
    {
        switch (function)
        {
            case 1 or 2 when isRequest:
                Word(tree, at, ref reader, "modbus.reference_num", "Reference Number");
                Word(tree, at, ref reader, "modbus.bit_cnt", "Bit Count");
                break;
            case 3 or 4 when isRequest:
                Word(tree, at, ref reader, "modbus.reference_num", "Reference Number");
                Word(tree, at, ref reader, "modbus.word_cnt", "Word Count");
                break;
            case 1 or 2:
                Octet(tree, at, ref reader, "modbus.byte_cnt", "Byte Count");
                break;
            case 3 or 4:
                Octet(tree, at, ref reader, "modbus.byte_cnt", "Byte Count");
                AddRegisters(tree, at, ref reader);
                break;
            case 5:
                Word(tree, at, ref reader, "modbus.reference_num", "Reference Number");
                break;
            case 6:
                Word(tree, at, ref reader, "modbus.reference_num", "Reference Number");
                AddRegisters(tree, at, ref reader);
                break;
            case 15:
                Word(tree, at, ref reader, "modbus.reference_num", "Reference Number");
                Word(tree, at, ref reader, "modbus.bit_cnt", "Bit Count");
                AddByteCount(tree, at, ref reader, isRequest);
                break;
            case 16:
                Word(tree, at, ref reader, "modbus.reference_num", "Reference Number");
                Word(tree, at, ref reader, "modbus.word_cnt", "Word Count");
                AddByteCount(tree, at, ref reader, isRequest);
                if (isRequest)
                {
                    AddRegisters(tree, at, ref reader);
                }
                break;
            default:
                break;
        }
    }

    private static void AddByteCount(FieldTree tree, int at, ref ByteReader reader, bool isRequest)
    {
        if (isRequest)
        {
            Octet(tree, at, ref reader, "modbus.byte_cnt", "Byte Count");
        }
    }

    private static void AddRegisters(FieldTree tree, int at, ref ByteReader reader)
    {
        while (reader.Remaining >= 2)
        {
            Word(tree, at, ref reader, "modbus.regval_uint16", "Register Value");
        }
    }

    private static void Word(FieldTree tree, int at, ref ByteReader reader, string name, string label)
    {
        var value = reader.ReadUInt16();
        if (!reader.Failed)
        {
            tree.Number(name, label, value, at + reader.Position - 2, 2);
        }
    }

    private static void Octet(FieldTree tree, int at, ref ByteReader reader, string name, string label)
    {
        var value = reader.ReadByte();
        if (!reader.Failed)
        {
            tree.Number(name, label, value, at + reader.Position - 1, 1);
        }
    }
}
