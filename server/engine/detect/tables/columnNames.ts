/**
 * Names of columns and keys by what their values are, in the languages tables are written in. Data alone.
 *
 * Keys: the detector's name in its family and, where one check decides about values, that check's name.
 */

export const columnNames: Readonly<Record<string, string>> = {
  'us-ssn us-ssn':
    'ssn ssnumber socialsecurity socialsecuritynumber socialsecurityno socsec usssn patientssn employeessn',
  'date-of-birth':
    'dob dateofbirth birthdate birthday birth bday born birthdt datebirth geburtsdatum geburtstag gebdatum geburt ' +
    'fechanacimiento fechadenacimiento datenaissance datedenaissance datadinascita datanascita datanascimento ' +
    'datadenascimento geboortedatum fodselsdato fodelsedatum dataurodzenia patientdob customerdob employeedob',
  'person-name':
    'firstname givenname fname forename lastname surname lname familyname middlename fullname maidenname patientname ' +
    'customername clientname employeename contactname personname holdername cardholder cardholdername accountholder ' +
    'displayname studentname guestname drivername tenantname beneficiaryname vorname nachname familienname prenom ' +
    'nomdefamille nombre nombres apellido apellidos primerapellido segundoapellido cognome nomecompleto sobrenome ' +
    'voornaam achternaam fornavn etternavn efternamn fornamn imie nazwisko jmeno prijmeni soyad nominative mothersmaidenname',
  email:
    'email emailaddress emailaddr mail emailid useremail customeremail contactemail workemail personalemail correo courriel epost',
  'phone-national':
    'phone phonenumber phoneno phonenum telephone telephonenumber tel mobile mobilenumber mobileno mobilephone cell ' +
    'cellphone homephone workphone contactnumber fax faxnumber telefon telefonnummer handy handynummer telefono telefone ' +
    'celular movil portable customerphone emergencycontactphone phone1 phone2',
  'street-address':
    'address streetaddress street street1 addr address1 addressline1 addressline homeaddress mailingaddress ' +
    'billingaddress shippingaddress postaladdress residence strasse straße anschrift adresse direccion domicilio ' +
    'indirizzo endereco rue adres ulica customeraddress patientaddress',
  'postal-code': 'zip zipcode postalcode postcode plz postleitzahl codepostal codigopostal cep',
  'iban iban-mod97': 'iban ibannumber accountiban bankiban',
  'bank-account':
    'accountnumber accountno acctnumber acctno acctnum bankaccount bankaccountnumber kontonummer checkingaccount',
  'us-routing-number routing-number': 'routing routingnumber aba abanumber rtn',
  'payment-card payment-card':
    'creditcard creditcardnumber ccnumber ccnum cc cardnumber cardno cardnum card debitcard pan paymentcard kreditkarte tarjeta',
  'card-security-code': 'cvv cvc cvv2 cvc2 cvn csc securitycode cardcvv',
  passport: 'passport passportnumber passportno passportnum reisepass passnummer pasaporte passeport',
  'drivers-license':
    'driverslicense driverlicense driverslicensenumber driverlicensenumber licensenumber licenceno drivinglicence dlnumber',
  salary: 'salary annualsalary basesalary income annualincome wage gehalt salaire sueldo basepay compensation',
  'diagnosis-code':
    'diagnosis diagnoses icd icd10 icdcode icd10code primarydiagnosis diagnosiscode diagnose diagnostic diagnostico',
  'medical-record': 'mrn medicalrecord medicalrecordnumber patientid patientnumber patientno chartnumber',
  'health-insurance-id': 'memberid insuranceid insurancenumber policynumber subscriberid healthplanid',
  'ipv4-address': 'ip ipaddress ipaddr clientip remoteip userip lastloginip sourceip loginip signupip',
  'mac-address mac-address': 'mac macaddress macaddr',
  'license-plate': 'licenseplate licenceplate plate platenumber kennzeichen registrationplate matricula kenteken',
  'vehicle-number vehicle-number': 'vin vinnumber chassisnumber',
  'imei imei': 'imei imeinumber',
  'uk-nino uk-nino': 'nino nationalinsurance nationalinsurancenumber ninumber',
  'uk-nhs-number uk-nhs': 'nhs nhsnumber nhsno',
  'de-tax-id de-tax-id': 'steuerid steueridentifikationsnummer idnr',
  'es-identity es-dni': 'dni nie nif dninie',
  'fr-social-security fr-nir': 'nir numerosecu securitesociale',
  'it-tax-code it-tax-code': 'codicefiscale codfiscale fiscalcode',
  'nl-citizen-number nl-bsn': 'bsn burgerservicenummer',
  'pl-pesel pl-pesel': 'pesel',
  'se-personnummer se-personnummer': 'personnummer personnr',
  'dk-cpr dk-cpr': 'cpr cprnr cprnumber',
  'no-birth-number no-birth-number': 'fodselsnummer fnr',
  'fi-hetu fi-hetu': 'hetu henkilotunnus',
  'br-cpf br-cpf': 'cpf',
  'br-cnpj br-cnpj': 'cnpj',
  'cl-rut cl-rut': 'rut run',
  'ar-cuit ar-cuit': 'cuit cuil',
  'mx-curp mx-curp': 'curp',
  'mx-rfc mx-rfc': 'rfc',
  'ca-sin ca-sin': 'sin socialinsurancenumber',
  'au-tfn au-tfn': 'tfn taxfilenumber',
  'in-aadhaar in-aadhaar': 'aadhaar aadhar aadhaarnumber',
  'in-pan in-pan': 'pannumber pancard',
  'kr-rrn kr-rrn': 'rrn residentregistrationnumber',
  'cn-resident-id cn-resident-id': 'idcard residentid',
  'tr-identity tr-identity': 'tckn tckimlik tckimlikno',
  'za-identity za-identity': 'saidnumber rsaid idnumber',
  'us-provider-number npi': 'npi npinumber',
  'us-dea-number us-dea': 'dea deanumber',
};
