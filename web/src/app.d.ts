declare global {
	namespace App {
		interface PageState {
			/** Set while a dialog is open, so that the back button closes it. */
			dialog?: string;
			/** Of the case that was found, for whoever opens it in an emergency: it stands in no address. */
			reference?: string;
		}
	}
}

export {};
