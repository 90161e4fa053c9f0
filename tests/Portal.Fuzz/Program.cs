return Portal.Fuzz.FuzzCommand.Run(args);
